import type { Duplex } from 'node:stream';

/** Told that a write is done, or why it failed. */
type Done = (error?: Error | null) => void;

/**
 * Makes a stream read what has arrived before it fails on a write. A host that refuses a request answers and closes
 * the connection while more is being sent to it: the next write fails, and a stream that has failed drops what it has
 * not read yet. Its end is then not reported, since the error says more. Gives the stream.
 */
export function hearOut<S extends Duplex>(stream: S): S {
  const write = stream._write.bind(stream);
  const writev = stream._writev?.bind(stream);
  const push = stream.push.bind(stream);
  let hasFailed = false;
  const failLate = (done: Done): Done => {
    return (error) => {
      if (!error) return done();
      hasFailed = true;
      // In between, the event loop reads what has arrived.
      setImmediate(() => setImmediate(() => done(error)));
    };
  };
  stream._write = (octets, encoding, done) => write(octets, encoding, failLate(done));
  if (writev) stream._writev = (pieces, done) => writev(pieces, failLate(done));
  stream.push = (octets, encoding) => (hasFailed && octets === null) || push(octets, encoding);
  return stream;
}
