// Loaded into a server that is a process of its own, so that what it answers is checked as well.
import { CheckedAnswers } from './checked-answers.ts';
import { reportCount, reportFaults } from './run-report.ts';
import { watchAnswers } from './watch-answers.ts';

const answers = new CheckedAnswers();

watchAnswers((answer) => {
  answers.check(answer);
  reportFaults(answers.takeFaults());
});
process.on('exit', () => reportCount(answers.count));
