import type { Outline } from './outline.ts';

/** The script for bash: what may follow depends on the words before that are no options. */
export function bashCompletion(root: Outline): string {
  return `${completeFunction(root)}
complete -o default -F _fulmar fulmar`;
}

/** The same for zsh, which can do what bash does. */
export function zshCompletion(root: Outline): string {
  return `autoload -U +X bashcompinit && bashcompinit
${bashCompletion(root)}`;
}

function completeFunction(root: Outline): string {
  const globals = root.options.flatMap(({ names }) => names);
  const below = root.below.flatMap((outline) => casesOf(outline, ' ', globals));
  const cases = [...below, caseOf(root, ' ', globals)];
  return `_fulmar() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words='' word index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in -*) ;; *) path="$path $word" ;; esac
  done
  case "$path " in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}`;
}

/** A command by each of its names. Those below it come first, since an argument may follow a name. */
function casesOf(outline: Outline, before: string, globals: readonly string[]): string[] {
  const names = [outline.path.at(-1) ?? '', ...outline.aliases];
  return names.flatMap((name) => {
    const path = `${before}${name} `;
    const below = outline.below.flatMap((each) => casesOf(each, path, globals));
    return [...below, caseOf(outline, path, globals)];
  });
}

function caseOf({ below, options }: Outline, path: string, globals: readonly string[]): string {
  const commands = below.flatMap((each) => [each.path.at(-1) ?? '', ...each.aliases]);
  const words = new Set([...commands, ...options.flatMap(({ names }) => names), ...globals]);
  return `    '${path}'*) words='${[...words].join(' ')}' ;;`;
}
