/** The product's mark and name; pressing it says what was measured of its reliability. */
import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Suspense } from "react";

import classes from "./Brand.module.css";
import { About } from "./later";

/** With `isTitle` its name is the first heading of the page. */
export function Brand({ isTitle = false }: { readonly isTitle?: boolean }) {
  const [isOpen, about] = useDisclosure(false);
  const Name = isTitle ? "h1" : "p";
  return (
    <div className={classes["brand"]}>
      <img src="/favicon.svg" alt="" width={20} height={20} />
      <Name>
        <UnstyledButton
          className={classes["name"]}
          aria-label="About Torchground"
          title="About Torchground"
          aria-haspopup="dialog"
          onClick={about.open}
        >
          Torchground
        </UnstyledButton>
      </Name>
      {isOpen && (
        <Suspense fallback={null}>
          <About onClose={about.close} />
        </Suspense>
      )}
    </div>
  );
}
