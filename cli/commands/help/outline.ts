import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { examplesOf, pathOf } from '../new-command.ts';

/** What can be said of a command and of those below it, for documentation and completion. */
export interface Outline {
  /** From `fulmar` on. */
  readonly path: readonly string[];
  readonly aliases: readonly string[];
  /** What follows its name, as `[options] <unikernel>`. */
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly Term[];
  readonly options: readonly (Term & OptionNames)[];
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly below: readonly Outline[];
}

interface Term {
  readonly term: string;
  readonly description: string;
}

interface OptionNames {
  /** With their dashes. */
  readonly names: readonly string[];
  readonly takesValue: boolean;
  /** What its value may be; by default anything. */
  readonly choices: readonly string[];
}

/** The outline of a command, without what it hides. */
export function outlineOf(command: CommandUnknownOpts): Outline {
  const help = command.createHelp();
  return {
    path: pathOf(command),
    aliases: command.aliases(),
    usage: command.usage(),
    summary: command.summary(),
    description: command.description(),
    arguments: help.visibleArguments(command).map((each) => ({
      term: help.argumentTerm(each),
      description: help.argumentDescription(each),
    })),
    options: help.visibleOptions(command).map((option) => ({
      term: option.flags,
      description: help.optionDescription(option),
      names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
    examples: examplesOf(command),
    below: help.visibleCommands(command).filter(isOurs).map(outlineOf),
  };
}

/** The command that all others are below. */
export function rootOf(command: CommandUnknownOpts): CommandUnknownOpts {
  return command.parent ? rootOf(command.parent) : command;
}

/** All outlines of a tree, each before those below it. */
export function* allOutlines(outline: Outline): Generator<Outline> {
  yield outline;
  for (const below of outline.below) yield* allOutlines(below);
}

/** Commander adds a command `help` of its own wherever there are others. */
const isOurs = (command: CommandUnknownOpts) => command.name() !== 'help';
