import { benchBodies } from './bodies.ts';
import { benchCertificateChain } from './certificate-chain.ts';
import { benchConsoles } from './consoles.ts';
import { benchDashboard } from './dashboard.ts';
import { benchDeploys } from './deploys.ts';
import { benchDownloads } from './downloads.ts';
import { benchFollowedConsoles } from './followed-consoles.ts';
import { benchFormerList } from './former-list.ts';
import { benchHosts } from './hosts.ts';
import { benchImages } from './images.ts';
import { benchLists } from './lists.ts';
import { benchMemory } from './memory.ts';
import { benchMetrics } from './metrics.ts';
import { benchNeighbour } from './neighbour.ts';
import { benchReleaseMemory } from './release-memory.ts';
import type { BenchOptions, Row } from './row.ts';
import { benchSsh, benchSshMemory } from './ssh.ts';
import { benchStart } from './start.ts';
import { benchTokens } from './tokens.ts';
import { benchToll } from './toll.ts';
import { benchUploads } from './uploads.ts';
import { benchWatchers } from './watchers.ts';

/** All that can be measured, by the name that the command line takes. */
export const sections: Readonly<Record<string, (options: BenchOptions) => Promise<Row[]>>> = {
  certificates: benchCertificateChain,
  tokens: benchTokens,
  start: benchStart,
  toll: (options) => benchToll({ ...options, transport: 'tls' }),
  'toll-ssh': (options) => benchToll({ ...options, transport: 'ssh' }),
  'toll-postgresql': (options) => benchToll({ ...options, transport: 'tls', postgresql: true }),
  'toll-ssh-postgresql': (options) => benchToll({ ...options, transport: 'ssh', postgresql: true }),
  uploads: benchUploads,
  deploys: benchDeploys,
  downloads: benchDownloads,
  memory: benchMemory,
  'release-memory': benchReleaseMemory,
  hosts: benchHosts,
  lists: benchLists,
  'former-list': benchFormerList,
  ssh: benchSsh,
  'ssh-memory': benchSshMemory,
  dashboard: benchDashboard,
  bodies: benchBodies,
  images: benchImages,
  consoles: benchConsoles,
  'followed-consoles': benchFollowedConsoles,
  watchers: benchWatchers,
  metrics: benchMetrics,
  neighbour: benchNeighbour,
};
