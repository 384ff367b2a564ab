// Loaded into a server that is a process of its own: the process of the tests, which has read the
// document, checks what it answers as well.
import { reportAnswer } from './run-report.ts';
import { isOurs } from './seen-answer.ts';
import { watchAnswers } from './watch-answers.ts';

watchAnswers((answer) => {
  if (isOurs(answer)) reportAnswer(answer);
});
