/** The logo and name of the product. */
import classes from "./Brand.module.css";

export function Brand() {
  return (
    <div className={classes["brand"]}>
      <img src="/favicon.svg" alt="" width={20} height={20} />
      <h1>Torchground</h1>
    </div>
  );
}
