/** An error boundary. A panel that fails shows a sentence and a button; the other panels go on working. */
import { Button } from "@mantine/core";
import { Component, type ErrorInfo, type ReactNode } from "react";

import classes from "./Guard.module.css";

interface GuardProps {
  /** The name of the panel, for the error message: "The loss chart". */
  readonly name: string;
  readonly children: ReactNode;
}

interface GuardState {
  readonly error: Error | null;
}

export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { error: null };

  static getDerivedStateFromError(error: unknown): GuardState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(`${this.props.name} failed`, error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={classes["card"]} role="alert">
        <p>
          {this.props.name} could not be drawn: {error.message}
        </p>
        <Button size="compact-xs" variant="light" onClick={() => this.setState({ error: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
