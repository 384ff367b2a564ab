import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { CommandError } from '../../output/command-error.ts';

/** Words that people try, below which command, and what they meant by them. */
const signposts = [
  ['fulmar', 'status', '`fulmar list` shows what runs, and `fulmar show NAME` one unikernel'],
  ['fulmar', 'log', '`fulmar logs NAME` shows what it prints'],
  ['volumes', 'fill', '`fulmar volumes upload NAME FILE` fills a volume'],
] as const;

/** Has these words answered with the command that was meant; no help shows them. */
export function addSignposts(program: CommandUnknownOpts): void {
  for (const [parent, word, meant] of signposts) {
    const below = [program, ...program.commands].find((command) => command.name() === parent);
    const signpost = new Command(word)
      .argument('[words...]')
      .allowUnknownOption()
      .action(() => {
        throw new CommandError(`There is no command ${word}: ${meant}.`);
      });
    below?.addCommand(signpost, { hidden: true });
  }
}
