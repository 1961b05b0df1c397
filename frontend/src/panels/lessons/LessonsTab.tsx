/** The course of lessons. A click puts one on the canvas and shows its text: what to do and what to watch. */
import { Button, Progress, TextInput, UnstyledButton } from "@mantine/core";
import {
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconGitFork,
  IconSearch,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";

import type { Lesson } from "../../api/types";
import { numDone } from "../../project/course";
import { normalise } from "../../project/graph";
import { shortened } from "../../project/rank";
import { useCourse } from "../../store/course";
import { useLessons } from "../../store/lessons";
import { useProject } from "../../store/project";
import { sideBySide } from "../../session/session";
import { LONGEST_TITLE } from "../../project/projectWords";
import { groupAtFirst, groupedLessons, lessonsFound } from "./lessonSearch";
import { CourseSteps, WhereInCourse } from "./CourseSteps";
import classes from "./LessonsTab.module.css";
import { lessonButton, openLesson } from "./openLesson";

export function LessonsTab() {
  const lessons = useLessons();
  const title = useProject((state) => state.file.title);
  const [search, setSearch] = useState("");
  const [folded, setFolded] = useState<Readonly<Record<string, boolean>>>({});
  const found = useMemo(() => lessonsFound(lessons, search), [lessons, search]);
  const isSearching = search.trim() !== "";
  const groups = groupedLessons(isSearching ? found : lessons);
  const first = useMemo(() => groupAtFirst(lessons, title), [lessons, title]);
  if (lessons.length === 0) return <p className={classes["none"]}>Loading the lessons…</p>;
  const [marked] = found;
  return (
    <div className={classes["lessons"]}>
      <TextInput
        type="search"
        size="xs"
        aria-label="Search lessons"
        placeholder={`Search ${lessons.length} lessons…`}
        leftSection={<IconSearch size="0.875rem" aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setSearch("");
          if (event.key === "Enter" && marked) openLesson(marked);
        }}
      />
      {!isSearching && <Done lessons={lessons} />}
      {groups.map(([group, members]) => (
        <Group
          key={group}
          title={group}
          lessons={members}
          drawn={title}
          marked={marked?.id}
          isOpen={isSearching || (folded[group] === undefined ? group === first : !folded[group])}
          onToggle={(isOpen) => setFolded({ ...folded, [group]: !isOpen })}
        />
      ))}
      {groups.length === 0 && (
        <p className={classes["none"]} role="status">
          No lesson speaks of “{shortened(search)}”. Try a shorter word.
        </p>
      )}
    </div>
  );
}

/** How far the person is in the course. */
function Done({ lessons }: { readonly lessons: readonly Lesson[] }) {
  const count = numDone(
    lessons,
    useCourse((state) => state.done),
  );
  return (
    <div className={classes["progress"]}>
      <Progress size="sm" value={(100 * count) / lessons.length} aria-label="Lessons done" />
      {count} of {lessons.length} lessons done
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly lessons: readonly Lesson[];
  /** The title of the project on the canvas. */
  readonly drawn: string;
  /** The lesson that Enter opens. */
  readonly marked?: string;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

function Group({ title, lessons, drawn, marked, isOpen, onToggle }: GroupProps) {
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  const done = useCourse((state) => state.done);
  const count = numDone(lessons, done);
  return (
    <section aria-label={title}>
      <h3 className={classes["group"]}>
        <UnstyledButton
          className={classes["fold"]}
          aria-expanded={isOpen}
          onClick={() => onToggle(!isOpen)}
        >
          <Arrow size="0.8125rem" aria-hidden />
          <span>{title}</span>
          <small>
            {count > 0 && `${count} of `}
            {lessons.length}
          </small>
        </UnstyledButton>
      </h3>
      {isOpen &&
        lessons.map((lesson) => (
          <Item
            key={lesson.id}
            lesson={lesson}
            isOpen={lesson.project.title === drawn}
            isMarked={lesson.id === marked}
            isDone={done.includes(lesson.id)}
          />
        ))}
    </section>
  );
}

interface ItemProps {
  readonly lesson: Lesson;
  readonly isOpen: boolean;
  readonly isMarked: boolean;
  readonly isDone: boolean;
}

function Item({ lesson, isOpen, isMarked, isDone }: ItemProps) {
  return (
    <article className={classes["lesson"]} data-open={isOpen || undefined}>
      <button
        type="button"
        id={lessonButton(lesson.id)}
        className={classes["name"]}
        data-done={isDone || undefined}
        data-marked={isMarked || undefined}
        aria-expanded={isOpen}
        aria-current={isOpen || undefined}
        onClick={(event) => {
          // After a mouse click, remove the focus, so that the space bar starts the training. With the keyboard, the
          // focus stays.
          if (event.detail > 0) event.currentTarget.blur();
          openLesson(lesson);
        }}
      >
        {lesson.title}
      </button>
      {isDone && <IconCheck className={classes["tick"]} role="img" aria-label="Done" />}
      {isOpen && (
        <div ref={intoView} className={classes["text"]}>
          <WhereInCourse lesson={lesson} />
          {lesson.text.split(/\n{2,}/).map((paragraph, at) => (
            <p key={at}>{paragraph}</p>
          ))}
          {lesson.compare.length > 0 && <Variants lesson={lesson} />}
          {lesson.question && <p className={classes["question"]}>{lesson.question}</p>}
          <CourseSteps lesson={lesson} isDone={isDone} />
        </div>
      )}
    </article>
  );
}

/** Variants of the lesson's project, to train side by side with it from the same seed. */
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
    <div className={classes["compare"]}>
      <Button
        fullWidth
        size="compact-sm"
        variant="light"
        leftSection={<IconGitFork size="0.8125rem" />}
        loading={isStarting}
        onClick={() => void start()}
      >
        Run {compare.length + 1} side by side
      </Button>
      <p>Compare: this lesson, {compare.map(({ name }) => name).join(", ")}. All from one seed.</p>
    </div>
  );
}

/** Scrolls an opened lesson into view, with its title at the top. */
function intoView(text: HTMLElement | null): void {
  text?.parentElement?.scrollIntoView({ block: "start" });
}
