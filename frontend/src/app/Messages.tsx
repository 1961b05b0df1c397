/** Messages at the lower edge of the canvas. They say what went wrong or what happened; some have a button. */
import { Button, CloseButton } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";

import { dismiss, useMessages, type Message } from "../store/messages";
import classes from "./Messages.module.css";

export function Messages() {
  const messages = useMessages((state) => state.messages);
  return (
    <div className={classes["messages"]} role="region" aria-label="Messages">
      {messages.map((message) => (
        <OneMessage key={message.id} message={message} />
      ))}
    </div>
  );
}

function OneMessage({ message }: { message: Message }) {
  const { id, tone, sentence, action } = message;
  const Icon = tone === "problem" ? IconAlertTriangle : IconInfoCircle;
  return (
    <div
      className={classes["message"]}
      data-tone={tone}
      role={tone === "problem" ? "alert" : "status"}
    >
      <Icon size="1.125rem" aria-hidden className={classes["icon"]} />
      <span className={classes["sentence"]}>{sentence}</span>
      {action && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            action.run();
            dismiss(id);
          }}
        >
          {action.title}
        </Button>
      )}
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}
