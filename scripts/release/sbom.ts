import { createHash } from 'node:crypto';
import type { About } from './about.ts';
import { type Allocator, findAllocator } from './allocator.ts';
import { digestOf } from './pack.ts';
import { type ShippedPackage, shippedPackages } from './shipped-packages.ts';

/** The release's bill of materials (CycloneDX 1.5): Node, jemalloc, and every package of npm. */
export async function makeSbom({ version, description, epoch, arch }: About): Promise<string> {
  const node = {
    type: 'platform',
    'bom-ref': 'node',
    name: 'node',
    version: process.versions.node,
    purl: `pkg:generic/node@${process.versions.node}?arch=${arch}&os=linux`,
    licenses: [{ license: { id: 'MIT' } }],
  };
  const allocator = await findAllocator(arch);
  const libraries = allocator ? [await componentOfAllocator(allocator)] : [];
  const components = [node, ...libraries, ...(await shippedPackages()).map(componentOf)];
  const serial = createHash('sha256')
    .update(JSON.stringify([version, components]))
    .digest('hex');
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(serial)}`,
    version: 1,
    metadata: {
      timestamp: new Date(epoch * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': 'fulmar',
        name: 'fulmar',
        version,
        description,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

async function componentOfAllocator({ file, version, purl }: Allocator) {
  return {
    ...{ type: 'library', 'bom-ref': 'jemalloc', name: 'jemalloc', version, purl },
    licenses: [{ license: { id: 'BSD-2-Clause' } }],
    hashes: [{ alg: 'SHA-256', content: await digestOf(file) }],
  };
}

function componentOf({ name, version, license, integrity, path }: ShippedPackage) {
  const digest = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  const content = digest && Buffer.from(digest, 'base64').toString('hex');
  return {
    type: 'library',
    'bom-ref': path,
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(license && { licenses: [{ expression: license }] }),
    ...(content && { hashes: [{ alg: 'SHA-512', content }] }),
  };
}

/** A UUID of version 8 (RFC 9562): the same for the same content. */
function uuidOf(hex: string): string {
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}
