import { dirname } from 'node:path';
import type { DemoImages } from './images.ts';
import type { Demonstration } from './prepare.ts';

/** Which Node is there. */
export interface NodeThere {
  /** What npm says of itself (`npm_config_user_agent`), with the Node that it runs on: the one of the shell. */
  readonly agent: string;
  /** Ours, which npm may have brought along. */
  readonly execPath: string;
}

/** How the command is fetched and tried, as lines that can be pasted into a shell as they stand. */
export function commandLines(
  { url, token }: Demonstration,
  { hello }: DemoImages,
  node: NodeThere,
): string[] {
  return [
    ...(isTooOld(node.agent) ? [`export PATH="${dirname(node.execPath)}:$PATH"`] : []),
    `curl -sSfo fulmar ${url}/cli && chmod +x fulmar`,
    `export FULMAR_SERVER=${url} FULMAR_TOKEN=${token}`,
    `./fulmar deploy world ${hello} --memory 32`,
    './fulmar list',
  ];
}

/** Whether the command does not run on the Node of the shell (`cli/node-version.ts`). */
function isTooOld(agent: string): boolean {
  const [, major = '22', minor = '12'] = /\bnode\/v(\d+)\.(\d+)/.exec(agent) ?? [];
  return Number(major) < 22 || (major === '22' && Number(minor) < 12);
}
