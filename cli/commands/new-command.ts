import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { CommandError } from '../output/command-error.ts';
import type { Context } from './context.ts';

/** Carries out a command that was parsed. */
export type Run = (
  command: CommandUnknownOpts,
  work: (context: Context) => Promise<void>,
) => Promise<void>;

/** Makes a command; what it does is run by `Run`. */
export type CommandMaker = (run: Run) => CommandUnknownOpts;

/** What is said of a command. */
export interface About {
  readonly summary: string;
  /** What more there is to know; by default nothing. */
  readonly description?: string;
  /** Lines that can be pasted, each with what it does. */
  readonly examples?: readonly (readonly [line: string, does: string])[];
  /** Whether an administrator may have it act for another account (`--account`); by default not. */
  readonly actsFor?: true;
}

/** A command with its help. */
export function newCommand(name: string, { summary, description, examples = [], actsFor }: About) {
  const command = new Command(name).summary(summary);
  command.description(description ? `${summary}. ${description}` : `${summary}.`);
  if (examples.length > 0) command.addHelpText('after', `\nExamples:\n${exampleLines(examples)}`);
  knownExamples.set(command, examples);
  if (actsFor) acting.add(command);
  return command;
}

/** Commander keeps text that it adds to a help to itself. */
const knownExamples = new WeakMap<object, NonNullable<About['examples']>>();

/** The examples of a command. */
export const examplesOf = (command: CommandUnknownOpts) => knownExamples.get(command) ?? [];

const acting = new WeakSet<object>();

/** Throws where a command was told to act for an account, and cannot. */
export function expectActsFor(command: CommandUnknownOpts): void {
  if (acting.has(command)) return;
  throw new CommandError(
    `\`${pathOf(command).join(' ')}\` cannot act for another account: leave out --account.`,
  );
}

/** What a command is called, from `fulmar` on. */
export function pathOf(command: CommandUnknownOpts): readonly string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : [command.name()];
}

function exampleLines(examples: NonNullable<About['examples']>): string {
  return examples.map(([line, does]) => `  # ${does}\n  $ ${line}`).join('\n');
}
