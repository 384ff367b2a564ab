import { crc32 } from 'node:zlib';
import type { MetricPoint } from '../history/metric-point.ts';
import { pointsOfBlock } from '../history/tiers.ts';
import { VarintReader, VarintWriter } from './varints.ts';

/** The points of a block in their order; null: nothing is known of that one. */
export type BlockPoints = readonly (MetricPoint | null)[];

const columns = [
  'cpu',
  'memory',
  'received',
  'sent',
  'blockReads',
  'blockWrites',
  'cpus',
  'memoryLimit',
] as const satisfies readonly (keyof MetricPoint)[];

const version = 1;
/** Its version, the CRC-32 of what follows, and a bit for each point that is there. */
const checked = 5;
const header = checked + 8;

/** Packs the points of a block: column by column, each as differences from point to point. */
export function packBlock(points: BlockPoints): Uint8Array {
  const there = points.filter((point) => point !== null);
  const writer = new VarintWriter();
  for (const column of columns) {
    putColumn(
      writer,
      there.map((point) => point[column]),
    );
  }
  const body = writer.bytes();
  const block = Buffer.alloc(header + body.length);
  block.set(body, header);
  points.forEach((point, index) => {
    const at = checked + (index >> 3);
    if (point) block[at] = (block[at] ?? 0) | (1 << (index & 7));
  });
  block.writeUInt8(version);
  block.writeUInt32BE(crc32(block.subarray(checked)), 1);
  return block;
}

/** Reads a block; null: it is damaged, or of another version. */
export function unpackBlock(packed: Uint8Array): BlockPoints | null {
  const block = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (block.length < header || block.readUInt8() !== version) return null;
  if (block.readUInt32BE(1) !== crc32(block.subarray(checked))) return null;
  const isThere = (index: number) =>
    ((block[checked + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;
  const places = Array.from({ length: pointsOfBlock }, (_, index) => index);
  const count = places.filter(isThere).length;
  const reader = new VarintReader(block.subarray(header));
  const [cpu, memory, received, sent, blockReads, blockWrites, cpus, memoryLimit] = columns.map(
    () => takeColumn(reader, count),
  );
  let next = 0;
  return places.map((index) => {
    if (!isThere(index)) return null;
    const value = (column: readonly number[] | undefined) => column?.[next] ?? 0;
    const point = {
      ...{ cpu: value(cpu), memory: value(memory) },
      ...{ received: value(received), sent: value(sent) },
      ...{ blockReads: value(blockReads), blockWrites: value(blockWrites) },
      ...{ cpus: value(cpus), memoryLimit: value(memoryLimit) },
    };
    next += 1;
    return point;
  });
}

/** Of differences that are 0 there is one, and how many more follow. */
function putColumn(writer: VarintWriter, values: readonly number[]): void {
  let before = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    writer.put(value - before);
    if (value === before) {
      let more = 0;
      while (values[index + more + 1] === value) more += 1;
      writer.put(more);
      index += more;
    }
    before = value;
  }
}

function takeColumn(reader: VarintReader, count: number): number[] {
  const values: number[] = [];
  let value = 0;
  while (values.length < count) {
    const difference = reader.get();
    value += difference;
    const times = difference === 0 ? reader.get() + 1 : 1;
    for (let time = 0; time < times && values.length < count; time += 1) values.push(value);
  }
  return values;
}
