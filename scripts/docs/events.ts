import { eventTypes } from '../../src/server/event-types.ts';

const heading = '## Types\n\n';

/** docs/events.md with the table of what the code knows, in the place of the one that it has. */
export function eventsPage(current: string): string {
  const [written = ''] = current.split(heading);
  const lines = eventTypes.map(
    ({ type, severity, about, facts }) =>
      `| \`${type}\` | ${severity} | ${about} | ${Object.keys(facts.shape).join(', ')} |`,
  );
  const table = ['| type | severity | when | facts |', '| --- | --- | --- | --- |', ...lines];
  return `${written}${heading}${table.join('\n')}\n`;
}
