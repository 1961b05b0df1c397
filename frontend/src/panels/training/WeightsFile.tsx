/** Uploads weights from a safetensors file, and downloads the chosen weights as such a file. */
import { Anchor, Button } from "@mantine/core";
import { useRef, useState } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import { uploadWeightsFile, weightsAddress } from "../../session/weights";
import classes from "./WeightsFile.module.css";

export interface WeightsFileProps {
  /** The chosen weights; null if weights are drawn at random. */
  readonly weights: string | null;
  readonly onUploaded: (weights: string) => void;
}

export function WeightsFile({ weights, onUploaded }: WeightsFileProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const upload = async (file: File) => {
    setRefusal(null);
    setShare(0);
    try {
      onUploaded(await uploadWeightsFile(file, setShare));
    } catch (error) {
      setRefusal(sentenceOf(error));
    }
    setShare(null);
  };
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".safetensors"
        aria-label="File with weights"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void upload(file);
          event.currentTarget.value = "";
        }}
      />
      <div className={classes["buttons"]}>
        <Button
          size="compact-xs"
          variant="default"
          loading={share !== null}
          title="A safetensors file, at most 250 MB, with tensors named <layer>.<param>"
          onClick={() => chooser.current?.click()}
        >
          Weights from a file…
        </Button>
        {weights !== null && (
          <Anchor size="xs" href={weightsAddress(weights)} download>
            Save them
          </Anchor>
        )}
      </div>
      {refusal !== null && (
        <p role="alert" className={classes["refusal"]}>
          {refusal}
        </p>
      )}
    </>
  );
}
