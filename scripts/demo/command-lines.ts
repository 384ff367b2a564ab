import { dirname } from 'node:path';
import type { DemoImages } from './images.ts';
import type { Demonstration } from './prepare.ts';

/** Which versions of Node are available. */
export interface NodeThere {
  /** npm's `npm_config_user_agent`, which names the Node that npm runs on: that of the shell. */
  readonly agent: string;
  /** The Node that runs this, which npm may have installed. */
  readonly execPath: string;
}

/** Lines that download the command and try it, to be pasted into a shell as they are. */
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

/** Whether the Node of the shell is too old for the command (`cli/node-version.ts`). */
function isTooOld(agent: string): boolean {
  const [, major = '22', minor = '12'] = /\bnode\/v(\d+)\.(\d+)/.exec(agent) ?? [];
  return Number(major) < 22 || (major === '22' && Number(minor) < 12);
}
