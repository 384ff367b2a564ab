import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const types = { A: 1, MX: 15, TXT: 16 } as const;

/** What there is of a name: the data of its records, by type. */
export type Zone = Readonly<Record<string, Partial<Record<keyof typeof types, readonly Buffer[]>>>>;

/** A name as it stands in a message (RFC 1035, section 3.1). */
export const dnsName = (name: string) =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

/** Answers questions over UDP on this machine: what is not in the zone does not exist. */
export async function serveNames(zone: Zone) {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    socket.send(answerTo(question, zone), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function answerTo(question: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let position = 12;
  for (let length = question[position] ?? 0; length > 0; length = question[position] ?? 0) {
    labels.push(question.toString('latin1', position + 1, position + 1 + length));
    position += 1 + length;
  }
  const type = question.readUInt16BE(position + 1);
  const found = zone[labels.join('.').toLowerCase()];
  const name = Object.entries(types).find(([, number]) => number === type)?.[0];
  const data = Object.entries(found ?? {}).flatMap(([each, list]) => (each === name ? list : []));
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(found ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(data.length, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  const records = data.map((each) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(each.length, 10);
    return Buffer.concat([record, each]);
  });
  return Buffer.concat([header, question.subarray(12, position + 5), ...records]);
}
