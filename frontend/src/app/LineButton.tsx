/** Says quietly what carries the stream, where it is no websocket or slow; not there while all is well. */
import { IconAccessPoint } from "@tabler/icons-react";
import { useEffect } from "react";

import { IconButton } from "../components/IconButton";
import { dismissOf, notify } from "../store/messages";
import { useLine, usePace } from "../store/runs";
import { lineSentence } from "./lineWords";

const OF_LINE = { tone: "news", cause: "connection" } as const;

export function LineButton() {
  const sentence = lineSentence(useLine(), usePace());
  useEffect(() => {
    if (sentence === null) return;
    notify(sentence, OF_LINE);
    return () => dismissOf(["connection"]);
  }, [sentence]);
  if (sentence === null) return null;
  return (
    <IconButton
      size="1.875rem"
      label={sentence}
      icon={<IconAccessPoint size="1.125rem" />}
      onClick={() => notify(sentence, OF_LINE)}
    />
  );
}
