import { newCommand, type Run } from '../new-command.ts';
import { outlineOf, rootOf } from './outline.ts';
import { manPage } from './roff.ts';

/** `man`: the man page, made from the commands themselves. */
export const manCommand = (run: Run) => {
  const command = newCommand('man', {
    summary: 'Print the man page',
    examples: [['fulmar man | man -l -', 'shows it']],
  });
  return command.action(() =>
    run(command, async ({ out }) => {
      const outline = outlineOf(rootOf(command));
      out.result(outline, () => manPage(outline));
    }),
  );
};
