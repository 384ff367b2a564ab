import { parentPort, workerData } from 'node:worker_threads';
import { BlockFile } from './block-file.ts';
import type { BlockAnswer, BlockTask } from './block-task.ts';
import { isDamage, setAside } from './damaged-file.ts';

// The thread that has the file: a task in, its answer out, in the same order. Where the file cannot be opened,
// the next task tries again.
const path = String(workerData);
let opened: BlockFile | null = null;
parentPort?.on('message', (task: BlockTask) => parentPort?.postMessage(answer(task)));

function answer(task: BlockTask): BlockAnswer {
  try {
    return healed(task);
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Begins anew with an empty file where this one is damaged. */
function healed(task: BlockTask): BlockAnswer {
  try {
    return carryOut(task);
  } catch (error) {
    if (!isDamage(error)) throw error;
    close();
    setAside(path);
    return { ...carryOut(task), damage: error.message };
  }
}

function close(): void {
  opened?.close();
  opened = null;
}

function carryOut(task: BlockTask): BlockAnswer {
  if (task.type === 'close') {
    close();
    return {};
  }
  opened ??= new BlockFile(path);
  const file = opened;
  switch (task.type) {
    case 'read':
      return { blocks: file.read(task.range) };
    case 'unikernels':
      return { unikernels: file.unikernels() };
    case 'write':
      file.write(task.blocks);
      return {};
    case 'prune':
      file.prune(task.old);
      return {};
    case 'forget':
      file.forget(task.unikernels);
      return {};
  }
}
