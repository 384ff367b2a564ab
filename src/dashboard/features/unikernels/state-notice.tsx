import { Alert, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { unikernelStates } from '../../components/unikernel-states.ts';
import { explainState } from './explain-state.ts';
import { memberNames } from './member-names.ts';

const colors = { good: 'green', warning: 'yellow', bad: 'red', neutral: 'gray' } as const;

/** Says why a unikernel does not simply run, and in what it is other than it was asked for. */
export function StateNotice({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const { word, tone } = unikernelStates[unikernel.state];
  const why = explainState(unikernel);
  return (
    <>
      {why && (
        <Alert color={colors[tone]} title={word} icon={<Icon name="attention" />} role="status">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {why}
          </Text>
        </Alert>
      )}
      {unikernel.drift.length > 0 && <Drift fields={unikernel.drift.map(({ field }) => field)} />}
    </>
  );
}

function Drift({ fields }: { readonly fields: readonly string[] }) {
  const list = fields.map((field) => memberNames[field] ?? field).join(', ');
  return (
    <Alert
      color="yellow"
      title="Its configuration differs from what was requested"
      icon={<Icon name="attention" />}
      role="status"
    >
      Another client changed its {list}. The next deployment from here overwrites that.
    </Alert>
  );
}
