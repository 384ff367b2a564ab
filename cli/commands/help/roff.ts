import { allOutlines, type Outline } from './outline.ts';

const environment = [
  ['FULMAR_SERVER', 'the server, where --server does not name it'],
  ['FULMAR_TOKEN', 'the token, in the place of the one that was kept'],
  ['FULMAR_KEEP_IN', 'keyring or file: where login keeps the token'],
  ['NO_COLOR', 'no colours, also in a terminal'],
  ['NODE_EXTRA_CA_CERTS', 'a file with certificate authorities to trust'],
] as const;

const exitStatus = [
  ['0', 'it was done'],
  ['1', 'it failed, or was refused'],
  ['2', 'it was cancelled'],
  ['3', 'a deployment was rolled back'],
  ['4', 'sign in first'],
] as const;

/** The man page of a command and all below it, in roff. */
export function manPage(root: Outline): string {
  const commands = [...allOutlines(root)].slice(1).filter(({ below }) => below.length === 0);
  return [
    '.TH FULMAR 1',
    '.SH NAME',
    `fulmar \\- ${inRoff(root.description)}`,
    '.SH SYNOPSIS',
    '.B fulmar\n[options] command',
    '.SH OPTIONS',
    ...root.options.map(({ term, description }) => item(term, description)),
    '.SH COMMANDS',
    ...commands.flatMap(sectionOf),
    '.SH EXIT STATUS',
    ...exitStatus.map(([code, meaning]) => item(code, meaning)),
    '.SH ENVIRONMENT',
    ...environment.map(([name, meaning]) => item(name, meaning)),
    '.SH FILES',
    item(
      '$XDG_CONFIG_HOME/fulmar/contexts.json',
      'the servers that you are signed in to, with their tokens where no keyring keeps them',
    ),
    item('fulmar.yaml', 'what apply and diff read'),
  ].join('\n');
}

function sectionOf({ path, usage, description, arguments: given, options, examples }: Outline) {
  return [
    `.SS ${inRoff([...path, usage].join(' '))}`,
    inRoff(description),
    ...[...given, ...options].map((each) => item(each.term, each.description)),
    ...examples.map(([line, does]) => `.PP\n${inRoff(does)}:\n.EX\n${inRoff(line)}\n.EE`),
  ];
}

const item = (term: string, description: string) =>
  `.TP\n.B ${inRoff(term)}\n${inRoff(description)}`;

/** Text that is no request of roff: it neither begins with a dot nor has a backslash. */
const inRoff = (text: string) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
