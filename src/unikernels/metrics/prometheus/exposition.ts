import { Breath } from '../../../base/breath.ts';

/** A metric, as Prometheus knows it. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
}

export type Labels = Readonly<Record<string, string>>;

/** Lines that are put together at once. */
const slice = 1_000;

/** Gathers series for Prometheus's text format, in which those of one metric stand together. */
export class Exposition {
  readonly #lines = new Map<Family, string[]>();

  add(family: Family, labels: Labels, value: number): void {
    const lines = this.#lines.get(family) ?? [];
    if (lines.length === 0) this.#lines.set(family, lines);
    lines.push(`${family.name}${formatLabels(labels)} ${value}\n`);
  }

  /** All of it, put together without holding the event loop up. */
  async text(): Promise<string> {
    const breath = new Breath();
    let text = '';
    for (const [{ name, help, type }, lines] of this.#lines) {
      text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
      for (let start = 0; start < lines.length; start += slice) {
        await breath.take();
        text += lines.slice(start, start + slice).join('');
      }
    }
    return text;
  }
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

const escaped = (value: string) => value.replace(/[\\"\n]/g, (found) => escapes[found] ?? '');
