/**
 * The words that people search for find the right thing first. The names are those of the catalogue and of the lessons,
 * as `python -m tests.server.search_names` writes them down.
 */
import { describe, expect, test } from "vitest";

import names from "../../../../tests/golden/search_names.json";
import type { Catalogue, Lesson, ProjectFile } from "../../api/types";
import type { Findable } from "../../project/findables";
import { normalise } from "../../project/graph";
import { finderIn } from "../../project/trainingEntries";
import { projectOf } from "../../testing/values";
import { everything, found } from "./everything";

const catalogue = names.catalogue as unknown as Catalogue;
const lessons = names.lessons.map((lesson) => ({ ...lesson, text: "" })) as unknown as Lesson[];
const find = finderIn(catalogue);

/** Drawings with other data, layers and optimizers. What is found first must not hang on them. */
const DRAWINGS: Readonly<Record<string, ProjectFile>> = {
  "two spirals, Adam": projectOf(),
  "digits, convolutions, SGD": drawing(
    "digits",
    ["conv2d", "max_pool2d", "flatten", "linear"],
    "sgd",
  ),
  "a text, LSTM, L-BFGS": drawing("pydoc", ["embedding", "lstm", "dropout", "linear"], "lbfgs"),
  "a GAN, RMSprop": drawing("ring", ["noise", "linear", "real_or_fake"], "rmsprop", "gan"),
};

function drawing(data: string, types: string[], optimizer: string, task?: string): ProjectFile {
  const layers = ["input", ...types, "output"];
  const nodes = layers.map((type, at) => ({ id: `n${at}`, layer: { type }, trainable: true }));
  const { training } = normalise({});
  return projectOf({
    network: { nodes, edges: [] },
    data: { type: data },
    training: {
      ...training,
      optimizer: { type: optimizer },
      ...(task && { task: { type: task } }),
    },
  });
}

/** What is found first: `Layer Softmax`, `Lesson gan-ring`. */
function firstOf(search: string, items: readonly Findable[]): string {
  const [group] = found(items, search);
  const item = group?.shown[0]?.item;
  if (!item) return "nothing";
  return item.taking.does === "lesson" ? `Lesson ${item.taking.id}` : `${item.sort} ${item.title}`;
}

/** A search, and the right things: one or several that are equally right. */
type Row = readonly [search: string, ...right: string[]];

const ATTENTION = "Layer Multi-head attention";
const WORDS: readonly Row[] = [
  ["GAN", "Lesson gan-ring"],
  ["CNN", "Lesson digits-cnn"],
  ["VAE", "Lesson vae-digits"],
  ["RNN", "Layer RNN"],
  ["BERT", "Lesson bert-mirror"],
  ["GPT", "Lesson gpt-sort"],
  ["LLM", "Lesson gpt-sort"],
  ["overfitting", "Lesson regularise"],
  ["vanishing gradient", "Lesson vanish-deep"],
  ["backprop", "Command One step, slowly"],
  ["classification", "Lesson iris"],
  ["regression", "Lesson sine"],
  ["MNIST", "Data MNIST"],
  ["embedding", "Layer Embedding"],
  ["initialization", "Setting Initial weights"],
  ["bias", "Lesson perceptron-and"],
  ["neuron", "Lesson perceptron-and"],
  ["beginner", "Lesson circle-first-network"],
  ["dense", "Layer Linear"],
  ["fully connected", "Layer Linear"],
  ["fc", "Layer Linear"],
  ["skip", "Layer Add"],
  ["residual", "Layer Add"],
  ["max pooling", "Layer MaxPool2d"],
  ["self-attention", ATTENTION],
  ["softmax", "Layer Softmax"],
  ["dropout", "Layer Dropout"],
  ["learning rate", "Setting Learning rate"],
  ["transfer learning", "Lesson transfer-canvas"],
  ["autoencoder", "Lesson ae-digits"],
  ["attention", ATTENTION],
  ["swish", "Layer SiLU (Swish)"],
  // Where the optimizer has it, it is a setting; else it is an optimizer that has it.
  ["momentum", "Setting Momentum", "Optimizer SGD with momentum"],
  ["early stopping", "Setting Early stopping"],
];

/** From the indexes of Goodfellow, Bengio, Courville: Deep Learning. */
const GOODFELLOW: readonly Row[] = [
  ["Activation function", "Lesson circle-lines-cannot-bend"],
  ["AdaGrad", "Optimizer Adagrad"],
  ["Adversarial example", "Lesson adversarial"],
  ["Back-propagation", "Command One step, slowly"],
  ["Back-propagation through time", "Lesson rnn-recall"],
  ["Batch normalization", "Layer BatchNorm1d", "Layer BatchNorm2d"],
  ["Convolutional network", "Lesson digits-cnn"],
  ["Cross-entropy", "Loss Cross-entropy"],
  ["Dataset augmentation", "Setting Augmentation"],
  ["Denoising autoencoder", "Lesson ae-denoise"],
  ["Exploding gradient", "Lesson rnn-clip"],
  ["Fine-tuning", "Lesson transfer-canvas"],
  ["Gradient clipping", "Setting Clip gradients"],
  ["Gradient descent", "Optimizer SGD"],
  ["Hidden layer", "Lesson two-spirals"],
  ["Leaky ReLU", "Layer LeakyReLU"],
  ["Long short-term memory", "Layer LSTM"],
  ["Minibatch", "Setting Batch size"],
  ["Nesterov momentum", "Optimizer Nesterov"],
  ["Principal components analysis", "Lesson ae-linear"],
  ["Receptive field", "Lesson digits-cnn"],
  ["Rectified linear unit", "Layer ReLU"],
  ["Underfitting", "Lesson spiral-too-small"],
  ["Weight decay", "Setting Weight decay", "Setting L2"],
];

/** From the index of Bishop: Pattern Recognition and Machine Learning. */
const BISHOP: readonly Row[] = [
  ["basis function", "Lesson circle-features"],
  ["decision boundary", "Lesson two-spirals"],
  ["KL divergence", "Loss KL divergence"],
  ["latent variable", "Layer Latent sample"],
  ["logistic regression", "Lesson circle-lines-cannot-bend"],
  ["logistic sigmoid", "Layer Sigmoid"],
  ["perceptron", "Lesson perceptron-and"],
  ["sum-of-squares", "Loss Mean squared error"],
  ["variational inference", "Lesson vae-digits"],
];

/** From the index of Hastie, Tibshirani, Friedman: The Elements of Statistical Learning. */
const HASTIE: readonly Row[] = [
  ["Bias-variance tradeoff", "Lesson spiral-too-small"],
  ["Hinge loss", "Loss Hinge"],
  ["Huber", "Loss Huber"],
  ["Lasso", "Setting L1"],
  ["Least squares", "Loss Mean squared error"],
  ["Linear regression", "Lesson diabetes-line"],
  ["Regularization", "Setting Regularization"],
  ["Ridge regression", "Setting L2"],
  ["Sensitivity", "Lesson breast-cancer"],
  ["Validation set", "Setting Validation split"],
];

/** From the index of Zhang, Lipton, Li, Smola: Dive into Deep Learning. */
const ZHANG: readonly Row[] = [
  ["bag of words", "Lesson rnn-sentiment"],
  ["bidirectional RNN", "Layer BiRNN"],
  ["dot-product attention", ATTENTION],
  ["epoch", "Setting Epochs"],
  ["feature map", "Lesson digits-cnn"],
  ["language model", "Lesson char-lm"],
  ["layer normalization", "Layer LayerNorm"],
  ["learning rate scheduler", "Setting Learning rate schedule"],
  ["multilayer perceptron", "Lesson two-spirals"],
  ["perplexity", "Lesson char-lm"],
  ["positional encoding", "Layer Positional encoding"],
  ["ResNet", "Layer Trained backbone"],
  ["sentiment analysis", "Lesson rnn-sentiment"],
  ["transposed convolution", "Layer ConvTranspose2d"],
  ["Xavier initialization", "Setting Xavier uniform"],
];

/** From the index of Géron: Hands-On Machine Learning. */
const GERON: readonly Row[] = [
  ["1cycle scheduling", "Setting One cycle"],
  ["confusion matrix", "Lesson iris"],
  ["custom loss", "Loss Custom formula"],
  ["Glorot initialization", "Setting Xavier uniform"],
  ["dimensionality reduction", "Lesson ae-digits"],
  ["exponential linear unit", "Layer ELU"],
  ["feature scaling", "Lesson wine"],
  ["global average pooling", "Layer GlobalAvgPool"],
  ["He initialization", "Setting Kaiming uniform"],
  ["mode collapse", "Lesson gan-collapse"],
  ["mean absolute error", "Loss Mean absolute error (L1)"],
  ["Stochastic Gradient Descent", "Optimizer SGD"],
];

const TEXTBOOKS = [...GOODFELLOW, ...BISHOP, ...HASTIE, ...ZHANG, ...GERON];

const SLIPS: readonly Row[] = [
  ["dorpout", "Layer Dropout"],
  ["lsmt", "Layer LSTM"],
  ["sofmax", "Layer Softmax"],
  ["vanishing gradiant", "Lesson vanish-deep"],
  ["overfiting", "Lesson regularise"],
  ["batch normalisation", "Layer BatchNorm1d", "Layer BatchNorm2d"],
  ["intialization", "Setting Initial weights"],
  ["lerning rate", "Setting Learning rate"],
  ["crossentropy", "Loss Cross-entropy"],
  ["auto encoder", "Lesson ae-digits"],
  ["earlystoping", "Setting Early stopping"],
  ["mnsit", "Data MNIST"],
];

/** Titles that are the term of a lesson, which comes first: who searches for them is likelier to learn than to set. */
const LESSONS_FIRST = new Set(["Classification", "Regression", "Perceptron", "Bias"]);

describe.each(Object.entries(DRAWINGS))("beside %s,", (_, file) => {
  const items = everything({ catalogue, lessons }, file, find);
  const wrong = (rows: readonly Row[]) =>
    rows.flatMap(([search, ...right]) => {
      const first = firstOf(search, items);
      return right.includes(first) ? [] : [`${search}: ${first}, not ${right.join(" or ")}`];
    });

  test("every word of the design finds the right thing first", () => {
    expect(wrong(WORDS)).toEqual([]);
  });

  test("so do at least 95 of 100 terms from the indexes of textbooks", () => {
    const missed = wrong(TEXTBOOKS);
    expect(TEXTBOOKS.length).toBeGreaterThanOrEqual(60);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(0.05 * TEXTBOOKS.length);
  });

  test("and words with typing errors", () => {
    expect(wrong(SLIPS)).toEqual([]);
  });
});

test("everything has a key of its own, and its title finds something of that title first", () => {
  const items = everything({ catalogue, lessons }, projectOf(), find);
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  const missed = items.filter(({ title }) => {
    const best = found(items, title)[0]?.shown[0]?.item;
    return best?.title.toLowerCase() !== title.toLowerCase() && !LESSONS_FIRST.has(title);
  });
  expect(missed.map(({ title }) => title)).toEqual([]);
});
