import type { Outline } from './outline.ts';

/** The script for fish, a line a command and an option. */
export function fishCompletion(root: Outline): string {
  const commands = root.below.map((each) => commandLine('-f -n __fish_use_subcommand', each));
  const options = root.options.map((option) => optionLine('', option));
  return [...commands, ...options, ...root.below.flatMap((each) => linesOf(each, ''))].join('\n');
}

/** `before` is what has to hold for the command that this one is below. */
function linesOf(outline: Outline, before: string): string[] {
  const { below, options } = outline;
  const seen = `${before}__fish_seen_subcommand_from ${namesOf(outline).join(' ')}`;
  const unseen = `; and not __fish_seen_subcommand_from ${below.flatMap(namesOf).join(' ')}`;
  return [
    ...below.map((each) => commandLine(`-f -n '${seen}${unseen}'`, each)),
    ...options.map((option) => optionLine(` -n '${seen}'`, option)),
    ...below.flatMap((each) => linesOf(each, `${seen}; and `)),
  ];
}

const namesOf = ({ path, aliases }: Outline) => [path.at(-1) ?? '', ...aliases];

const commandLine = (condition: string, outline: Outline) =>
  `complete -c fulmar ${condition} -a ${namesOf(outline)[0]} -d ${quote(outline.summary)}`;

function optionLine(condition: string, option: Outline['options'][number]): string {
  const names = option.names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const choices = option.choices.map((choice) => choice.replaceAll(' ', '\\ ')).join(' ');
  const value = choices === '' ? ' -r' : ` -x -a ${quote(choices)}`;
  const told = `${option.takesValue ? value : ''} -d ${quote(option.description)}`;
  return `complete -c fulmar${condition} ${names.join(' ')}${told}`;
}

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
