const units = ['MiB', 'GiB', 'TiB', 'PiB'] as const;
const octetUnits = ['B', 'KiB', ...units] as const;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A size in MiB as people read it: `512 MiB`, `1.5 GiB`. */
export function formatMebibytes(mebibytes: number): string {
  return inUnits(mebibytes, units);
}

/** A size in octets as people read it: `820 B`, `1.4 MiB`. */
export function formatOctets(octets: number): string {
  return inUnits(octets, octetUnits);
}

export function formatNumber(value: number): string {
  return number.format(value);
}

function inUnits(value: number, names: readonly string[]): string {
  let rest = value;
  let index = 0;
  while (Math.abs(rest) >= 1024 && index < names.length - 1) {
    rest /= 1024;
    index += 1;
  }
  return `${number.format(rest)} ${names[index]}`;
}
