import { rm } from 'node:fs/promises';
import { buildCommand } from './cli/build.ts';

const folder = 'dist/cli';
await rm(folder, { recursive: true, force: true });
await buildCommand(folder);
