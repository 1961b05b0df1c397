/** The product's mark and name; pressing it says what was measured of its reliability. */
import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense } from "react";

import classes from "./Brand.module.css";
import { About } from "./later";

export function Brand() {
  const [isOpen, about] = useDisclosure(false);
  return (
    <div className={classes["brand"]}>
      <img src="/favicon.svg" alt="" width={20} height={20} />
      <h1>
        <UnstyledButton
          className={classes["name"]}
          aria-label="About Torchground"
          title="About Torchground"
          aria-haspopup="dialog"
          onClick={about.open}
        >
          Torchground
        </UnstyledButton>
      </h1>
      {isOpen && (
        <Suspense fallback={null}>
          <About onClose={about.close} />
        </Suspense>
      )}
    </div>
  );
}
