/** Says quietly what carries the stream, where it is no websocket or slow; not there while all is well. */
import { IconAccessPoint } from "@tabler/icons-react";
import { useEffect } from "react";

import { IconButton } from "../components/IconButton";
import { notify } from "../store/messages";
import { useLine, usePace } from "../store/runs";
import { lineSentence } from "./lineWords";

export function LineButton() {
  const sentence = lineSentence(useLine(), usePace());
  useEffect(() => {
    if (sentence !== null) notify(sentence, { tone: "news" });
  }, [sentence]);
  if (sentence === null) return null;
  return (
    <IconButton
      size="1.875rem"
      label={sentence}
      icon={<IconAccessPoint size="1.125rem" />}
      onClick={() => notify(sentence, { tone: "news" })}
    />
  );
}
