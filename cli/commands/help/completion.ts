import { Argument } from '@commander-js/extra-typings';
import { newCommand, type Run } from '../new-command.ts';
import { bashCompletion, zshCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { outlineOf, rootOf } from './outline.ts';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `completion`: a script for a shell, made from the commands themselves. */
export const completionCommand = (run: Run) => {
  const command = newCommand('completion', {
    summary: 'Print a script that completes commands in a shell',
    examples: [
      ['source <(fulmar completion bash)', 'for bash, in ~/.bashrc'],
      ['source <(fulmar completion zsh)', 'for zsh, in ~/.zshrc, after compinit'],
      ['fulmar completion fish > ~/.config/fish/completions/fulmar.fish', 'for fish, once'],
    ],
  }).addArgument(new Argument('<shell>', 'which one').choices(['bash', 'zsh', 'fish'] as const));
  return command.action((shell) =>
    run(command, async ({ out }) => out.print(shells[shell](outlineOf(rootOf(command))))),
  );
};
