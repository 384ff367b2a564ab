import { useState } from 'react';
import { changesOf } from '../../api/changes.ts';
import type { AskedPolicy } from '../../api/policies.ts';
import { bodyOf, type LimitValues, limitFaults, valuesOf } from './policy-values.ts';
import type { GivenPolicy } from './use-policies.ts';

/** A row of the table while it is edited. */
export interface EditedRow {
  readonly account: string;
  readonly values: LimitValues;
  readonly isChanged: boolean;
  /** What is wrong with it; null: nothing is found here. */
  readonly fault: string | null;
}

interface Edit {
  readonly before: LimitValues;
  readonly after: LimitValues;
}

/** What was changed of policies that go on being read: what nobody touched stays as it is by then. */
export function useEdits(policies: readonly GivenPolicy[]) {
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const rows = policies.map((policy): EditedRow => {
    const { account } = policy;
    const edit = edits.get(account);
    if (!edit) return { account, values: valuesOf(policy), isChanged: false, fault: null };
    const isChanged = Object.keys(changesIn(edit)).length > 0;
    return {
      account,
      values: edit.after,
      isChanged,
      fault: isChanged ? faultOf(edit.after) : null,
    };
  });
  return {
    rows,
    /** Changes something of a row. */
    change(account: string, values: Partial<LimitValues>) {
      const row = rows.find((each) => each.account === account);
      if (!row) return;
      const before = edits.get(account)?.before ?? row.values;
      setEdits(new Map(edits).set(account, { before, after: { ...row.values, ...values } }));
    },
    /** Keeps the changes of these rows alone. */
    keep(accounts: readonly string[]) {
      setEdits(new Map([...edits].filter(([account]) => accounts.includes(account))));
    },
    /** What is to be sent. */
    asked(): AskedPolicy[] {
      return policies.flatMap((policy) => {
        const edit = edits.get(policy.account);
        const changes = edit ? changesIn(edit) : {};
        if (Object.keys(changes).length === 0) return [];
        const now = bodyOf(valuesOf(policy));
        return [{ account: policy.account, policy: { ...now, ...changes }, adopt: false }];
      });
    },
  };
}

const changesIn = ({ before, after }: Edit) =>
  changesOf({ before: bodyOf(before), after: bodyOf(after) });

const faultOf = (values: LimitValues): string | null => {
  const [first] = Object.entries(limitFaults(values)).filter(([, fault]) => fault !== null);
  return first ? `${first[0]}: ${first[1]}` : null;
};
