/** Where a lesson is in the course, and the way to the lesson before and after it. */
import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { MouseEvent } from "react";

import type { Lesson } from "../../api/types";
import { SmallCheck } from "../../components/SmallCheck";
import { minutesOf, placeInCourse } from "../../project/course";
import { setLessonDone } from "../../store/course";
import { useLessons } from "../../store/lessons";
import classes from "./LessonsTab.module.css";
import { lessonButton, openLesson } from "./openLesson";

export function WhereInCourse({ lesson }: { readonly lesson: Lesson }) {
  const place = placeInCourse(useLessons(), lesson.id);
  if (!place) return null;
  return (
    <p className={classes["where"]}>
      Lesson {place.number} of {place.total}, about {minutesOf(lesson)} minutes
    </p>
  );
}

interface CourseStepsProps {
  readonly lesson: Lesson;
  readonly isDone: boolean;
}

export function CourseSteps({ lesson, isDone }: CourseStepsProps) {
  const place = placeInCourse(useLessons(), lesson.id);
  if (!place) return null;
  const { previous, next } = place;
  const goNext = (event: MouseEvent) => {
    setLessonDone(lesson.id, true);
    go(next, event);
  };
  return (
    <div className={classes["steps"]}>
      <SmallCheck
        label="Done"
        checked={isDone}
        onChange={(checked) => setLessonDone(lesson.id, checked)}
      />
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconChevronLeft size="0.875rem" aria-hidden />}
        disabled={!previous}
        onClick={(event) => go(previous, event)}
      >
        Previous
      </Button>
      <Button
        size="compact-xs"
        rightSection={<IconChevronRight size="0.875rem" aria-hidden />}
        disabled={!next}
        onClick={goNext}
      >
        Next
      </Button>
    </div>
  );
}

/** Opens a lesson. With the keyboard, the focus goes on to it; after a mouse click, space starts the training. */
function go(lesson: Lesson | null, event: MouseEvent): void {
  if (!lesson) return;
  const isByKeyboard = event.detail === 0;
  openLesson(lesson);
  if (!isByKeyboard) return;
  requestAnimationFrame(() => document.getElementById(lessonButton(lesson.id))?.focus());
}
