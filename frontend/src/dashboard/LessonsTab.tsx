/** The lessons: a click puts one on the canvas, and its text says what to do and what to watch. */
import { Button } from "@mantine/core";
import { IconGitFork } from "@tabler/icons-react";
import { useMemo, useState } from "react";

import type { Lesson } from "../api/types";
import { normalise } from "../store/graph";
import { useLessons } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";
import { sideBySide } from "../store/session";
import { LONGEST_TITLE } from "./forkSettings";
import classes from "./LessonsTab.module.css";

export function LessonsTab() {
  const lessons = useLessons();
  const title = useProject((state) => state.file.title);
  const groups = useMemo(() => grouped(lessons), [lessons]);
  if (lessons.length === 0) return <p className={classes["none"]}>Loading the lessons…</p>;
  return (
    <div className={classes["lessons"]}>
      {groups.map(([group, members]) => (
        <section key={group} aria-label={group}>
          <h3 className={classes["group"]}>{group}</h3>
          {members.map((lesson) => (
            <Item key={lesson.id} lesson={lesson} isOpen={lesson.project.title === title} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Item({ lesson, isOpen }: { readonly lesson: Lesson; readonly isOpen: boolean }) {
  return (
    <article className={classes["lesson"]} data-open={isOpen || undefined}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={(event) => {
          // After a click of the mouse the space bar plays; by keyboard the focus stays where it is.
          if (event.detail > 0) event.currentTarget.blur();
          openLesson(lesson);
        }}
      >
        {lesson.title}
      </button>
      {isOpen && (
        <div ref={intoView} className={classes["text"]}>
          {lesson.text.split(/\n{2,}/).map((paragraph, at) => (
            <p key={at}>{paragraph}</p>
          ))}
          {lesson.compare.length > 0 && <Variants lesson={lesson} />}
          {lesson.question && <p className={classes["question"]}>{lesson.question}</p>}
        </div>
      )}
    </article>
  );
}

/** The lesson's own projects to set beside it, trained from the same seed. */
function Variants({ lesson: { project, compare } }: { readonly lesson: Lesson }) {
  const [isStarting, setStarting] = useState(false);
  const start = async () => {
    setStarting(true);
    const others = compare.map(({ name, project: other }) => ({
      ...normalise(other),
      title: `${name} · ${project.title}`.slice(0, LONGEST_TITLE),
    }));
    await sideBySide([normalise(project), ...others]);
    setStarting(false);
  };
  return (
    <Button
      fullWidth
      size="compact-xs"
      variant="light"
      leftSection={<IconGitFork size={12} />}
      loading={isStarting}
      title={["This lesson", ...compare.map(({ name }) => name)].join(" · ")}
      onClick={() => void start()}
    >
      Run {compare.length + 1} side by side
    </Button>
  );
}

/** Puts a lesson on the canvas, at the pace at which it can be watched. */
function openLesson({ pace, project }: Lesson): void {
  usePreferences.getState().set({ speed: pace ?? null });
  useProject.getState().load(project);
}

/** A text that opened below the edge is brought up to be read. */
function intoView(text: HTMLElement | null): void {
  text?.scrollIntoView({ block: "nearest" });
}

function grouped(lessons: readonly Lesson[]): [string, Lesson[]][] {
  const groups = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    groups.set(lesson.group, [...(groups.get(lesson.group) ?? []), lesson]);
  }
  return [...groups];
}
