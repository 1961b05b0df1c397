import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { uploadWeightsFile } from "../../session/weights";
import { render } from "../../testing/render";
import { WeightsFile } from "./WeightsFile";

vi.mock("../../session/weights", async (original) => ({
  ...(await original<object>()),
  uploadWeightsFile: vi.fn(),
}));

const upload = vi.mocked(uploadWeightsFile);
const FILE = new File(["x"], "mine.safetensors");
const chooser = () => screen.getByLabelText<HTMLInputElement>("File with weights");
const choose = (...files: File[]) => fireEvent.change(chooser(), { target: { files } });

beforeEach(() => {
  upload.mockReset();
});

test("an uploaded file is what the training starts from", async () => {
  const onUploaded = vi.fn();
  upload.mockResolvedValue("abc");
  render(<WeightsFile weights={null} onUploaded={onUploaded} />);
  choose(FILE);
  await waitFor(() => expect(onUploaded).toHaveBeenCalledExactlyOnceWith("abc"));
  expect(upload.mock.calls[0]?.[0]).toBe(FILE);
});

test("a file that is refused says why and changes nothing", async () => {
  const onUploaded = vi.fn();
  upload.mockRejectedValue(new Error("it holds no tensor"));
  render(<WeightsFile weights={null} onUploaded={onUploaded} />);
  choose(FILE);
  expect((await screen.findByRole("alert")).textContent).toBe("it holds no tensor");
  expect(onUploaded).not.toHaveBeenCalled();
});

test("the next file takes the refusal of the one before away", async () => {
  upload.mockRejectedValueOnce("too large").mockResolvedValueOnce("abc");
  render(<WeightsFile weights={null} onUploaded={vi.fn()} />);
  choose(FILE);
  expect((await screen.findByRole("alert")).textContent).toBe("too large");
  choose(FILE);
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

test("while a file is on its way no other is chosen", async () => {
  let arrive: (weights: string) => void = () => undefined;
  upload.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  render(<WeightsFile weights={null} onUploaded={vi.fn()} />);
  const button = screen.getByRole<HTMLButtonElement>("button", { name: /Weights from a file/ });
  choose(FILE);
  expect(button.disabled).toBe(true);
  arrive("abc");
  await waitFor(() => expect(button.disabled).toBe(false));
});

test("a choice that is given up uploads nothing", () => {
  render(<WeightsFile weights={null} onUploaded={vi.fn()} />);
  choose();
  expect(upload).not.toHaveBeenCalled();
});

test("chosen weights can be saved, others cannot", () => {
  const { unmount } = render(<WeightsFile weights="abc" onUploaded={vi.fn()} />);
  expect(screen.getByRole("link", { name: "Save them" }).getAttribute("href")).toBe(
    "/api/weights/abc/file",
  );
  unmount();
  render(<WeightsFile weights={null} onUploaded={vi.fn()} />);
  expect(screen.queryByRole("link")).toBeNull();
});
