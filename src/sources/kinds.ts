import { type DockerHubAddresses, publicServices } from '../outgoing/services.ts';
import { BuilderSource } from './builder/builder-source.ts';
import type { ServiceDeps } from './deps.ts';
import { GitHubSource } from './github/github-source.ts';
import { HttpsSource } from './https-source.ts';
import { OciSource } from './oci/oci-source.ts';
import { nothingKnown, type PinnedOf } from './pinned-source.ts';
import { noBuilder } from './problems.ts';
import type { ImageSource, SourceOf } from './schema.ts';
import type { SourceKind } from './source-kind.ts';

export type Kind = ImageSource['kind'];

/** How images of each kind of source are fetched. */
export type Kinds = { readonly [K in Kind]: SourceKind<SourceOf<K>, PinnedOf<K>> };

export interface KindsDeps extends ServiceDeps {
  /** Where the builder is; null: none is named. */
  readonly builder: URL | null;
  /** Where people find its pages; null: nowhere; left out: where it is asked. */
  readonly builderPages?: URL | null;
  /** Where the services are, if not where they are in the world. */
  readonly gitHub?: URL;
  readonly dockerHub?: DockerHubAddresses;
  /** Whether a registry at a loopback address is asked without TLS, for tests. */
  readonly plainLoopback?: boolean;
}

/** Where the services are, and how they are asked. */
export function servicesOf({ gitHub, dockerHub, plainLoopback = false }: KindsDeps) {
  return {
    gitHub: gitHub ?? publicServices.gitHub,
    dockerHub: dockerHub ?? publicServices.dockerHub,
    plainLoopback,
  };
}

export function createKinds(
  deps: KindsDeps,
): Kinds & { readonly builder: BuilderSource | Unnamed } {
  const { builder, builderPages = builder } = deps;
  const { gitHub, ...registries } = servicesOf(deps);
  return {
    github: new GitHubSource(deps, gitHub),
    oci: new OciSource({ ...deps, ...registries }),
    builder: builder ? new BuilderSource(deps, builder, builderPages) : unnamed,
    https: new HttpsSource(deps.download),
  };
}

const refuse = async (): Promise<never> => {
  throw noBuilder();
};

/** A builder that nobody names: nothing can be fetched from it, and nothing is known there. */
const unnamed = {
  resolve: refuse,
  open: refuse,
  openSignature: refuse,
  latest: async () => nothingKnown,
  findByDigest: async () => null,
};

type Unnamed = typeof unnamed;
