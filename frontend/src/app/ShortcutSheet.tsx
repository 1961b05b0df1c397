/** The dialog that lists all keyboard shortcuts. */
import { Kbd, Modal } from "@mantine/core";

import { SHEET } from "./keys";
import classes from "./ShortcutSheet.module.css";

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keys"
      size="46rem"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <div className={classes["sheet"]}>
        {SHEET.map(({ title, keys }) => (
          <section key={title}>
            <h2>{title}</h2>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
