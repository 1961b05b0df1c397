/** The lessons: a click puts one on the canvas, and its text says what to do and what to watch. */
import { useMemo } from "react";

import type { Lesson } from "../api/types";
import { useLessons } from "../store/lessons";
import { usePreferences } from "../store/preferences";
import { useProject } from "../store/project";
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
          {lesson.question && <p className={classes["question"]}>{lesson.question}</p>}
        </div>
      )}
    </article>
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
