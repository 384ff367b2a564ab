import type { Duplex } from 'node:stream';

/**
 * Has a stream read what has come before it fails because it cannot write. A host that refuses answers and closes
 * while more is being sent to it: the write that meets that fails, and a stream that has failed drops what it has
 * not read. That it ends is not told then, as its error says more. Gives the stream.
 */
export function hearOut<S extends Duplex>(stream: S): S {
  const write = stream._write.bind(stream);
  const push = stream.push.bind(stream);
  let hasFailed = false;
  stream._write = (octets, encoding, done) => {
    write(octets, encoding, (error) => {
      if (!error) return done();
      hasFailed = true;
      // The event loop looks for what has come in between.
      setImmediate(() => setImmediate(() => done(error)));
    });
  };
  stream.push = (octets, encoding) => (hasFailed && octets === null) || push(octets, encoding);
  return stream;
}
