import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * For `--import`: on SIGUSR2 this process's clock differs by the milliseconds that the file
 * CLOCK_OFFSET_FILE says, and `FILE.seen` says so. Timers go on as they are, as with a real clock.
 */
const file = process.env.CLOCK_OFFSET_FILE;
const real = Date.now;
let offset = 0;

const now = () => real() + offset;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
Object.defineProperty(Date.prototype, 'constructor', { value: Date });

if (file !== undefined) {
  process.on('SIGUSR2', () => {
    offset = Number(readFileSync(file, 'utf8'));
    writeFileSync(`${file}.new`, `${offset}`);
    renameSync(`${file}.new`, `${file}.seen`);
  });
}
