import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Deployment } from './entity.ts';
import type { FilledConfig } from './fill-arguments.ts';
import type { UnikernelLocation } from './location.ts';
import { infoFrom } from './running-arguments.ts';

/** What a host has said that it started. */
export interface StartedUnikernel {
  /** As the host was told to start it; since when it runs is not known. */
  readonly info: UnikernelInfo;
  readonly deployment: Deployment;
}

/** What a deployment has started with an image, by its SHA-256, hex. */
export function startedBy(
  deployment: Deployment,
  { name }: UnikernelLocation,
  { told }: Pick<FilledConfig, 'told'>,
  digest: string,
): StartedUnikernel {
  return { info: infoFrom(told, digest, name), deployment };
}
