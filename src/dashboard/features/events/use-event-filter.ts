import { useSearchParams } from 'wouter';
import { type EventFilter, severities } from '../../api/events.ts';

/** The filter, kept in the address, so that what is seen can be handed on. */
export function useEventFilter(): [EventFilter, (filter: EventFilter) => void] {
  const [params, setParams] = useSearchParams();
  const severity = severities.find((each) => each === params.get('severity'));
  const text = (name: string) => params.get(name) ?? '';
  const filter: EventFilter = {
    ...(text('account') === '*' && { account: '*' }),
    ...(text('type') && { type: text('type') }),
    ...(severity && { severity }),
    ...(text('object') && { object: text('object') }),
  };
  const change = (to: EventFilter) => setParams({ ...to }, { replace: true });
  return [filter, change];
}
