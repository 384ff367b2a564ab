import assert from 'node:assert/strict';
import {
  followEvents,
  type StreamPlace,
  type StreamState,
} from '../../src/dashboard/api/event-stream.ts';
import { problemOf } from '../../src/dashboard/api/problem-error.ts';

type Open = (lastEventId: string | null) => ReadableStream<Uint8Array<ArrayBuffer>>;

const timing = { pauses: [1, 2, 4], silence: 50 };
const encoder = new TextEncoder();

/** A stream of those texts, that ends then or says nothing more. */
function streamOf(texts: readonly string[], onCancel?: () => void) {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const text of texts) controller.enqueue(encoder.encode(text));
      if (!onCancel) controller.close();
    },
    cancel: onCancel,
  });
}

/** Follows until as many events were told as are wanted; gives what was asked, told and shown. */
async function follow(opens: readonly Open[], wanted: number, place?: StreamPlace) {
  const closing = new AbortController();
  const asked: (string | null)[] = [];
  const told: unknown[] = [];
  const states: StreamState[] = [];
  await followEvents({
    open: async (lastEventId) => {
      const open = opens[asked.length];
      asked.push(lastEventId);
      if (!open) throw new Error('it is not there');
      return open(lastEventId);
    },
    onEvents: (events) => {
      told.push(...events.map(({ data }) => data));
      if (told.length >= wanted) closing.abort();
    },
    onState: (state) => states.push(state),
    signal: closing.signal,
    timing,
    ...(place && { place }),
  });
  return { asked, told, states };
}

describe('a stream of events that the dashboard follows', () => {
  it('goes on after the last event where it ended', async () => {
    const { asked, told, states } = await follow(
      [
        () => streamOf([':\n\nid: a\ndata: 1\n\nid: b\nda', 'ta: 2\n\n']),
        () => streamOf(['id: c\ndata: 3\n\n']),
      ],
      3,
    );
    assert.deepEqual(told, [1, 2, 3]);
    assert.deepEqual(asked, [null, 'b']);
    assert.deepEqual(states, ['opening', 'open', 'away', 'open']);
  });

  it('goes on after the last event in its next turn, without a pause', async () => {
    const closing = new AbortController();
    const turnEnd = new AbortController();
    const asked: (string | null)[] = [];
    const states: StreamState[] = [];
    await followEvents({
      open: async (lastEventId, turn) => {
        asked.push(lastEventId);
        return new ReadableStream({
          start(controller) {
            controller.enqueue(encoder.encode(`id: ${asked.length}\ndata: 1\n\n`));
            turn.addEventListener('abort', () => controller.error(turn.reason));
          },
        });
      },
      onEvents: () => {
        if (asked.length > 1) closing.abort();
        else turnEnd.abort();
      },
      onState: (state) => states.push(state),
      signal: closing.signal,
      timing: { pauses: [60_000], silence: 60_000 },
      takeTurn: (signal, work) =>
        work(asked.length > 0 ? signal : AbortSignal.any([signal, turnEnd.signal])),
    });
    assert.deepEqual(asked, [null, '1']);
    assert.deepEqual(states, ['opening', 'open', 'waiting', 'open']);
  });

  it('goes on from where it stood when it is followed again', async () => {
    const place: StreamPlace = { lastEventId: null };
    await follow([() => streamOf(['id: a\ndata: 1\n\n'])], 1, place);
    const { asked } = await follow([() => streamOf(['id: b\ndata: 2\n\n'])], 1, place);
    assert.deepEqual(asked, ['a']);
    assert.equal(place.lastEventId, 'b');
  });

  it('is given up and opened again where not even a sign of life comes', async () => {
    let cancelled = 0;
    const silent = () => streamOf(['id: a\ndata: 1\n\n'], () => (cancelled += 1));
    const { asked, told } = await follow([silent, () => streamOf(['id: b\ndata: 2\n\n'])], 2);
    assert.deepEqual(told, [1, 2]);
    assert.deepEqual(asked, [null, 'a']);
    assert.equal(cancelled, 1);
  });

  it('is asked for again where the host is away, and no more where it is refused', async () => {
    let asked = 0;
    const problems = [
      problemOf(502, { code: 'host-unreachable' }, null),
      problemOf(404, null, null),
    ];
    const following = followEvents({
      open: () => {
        asked += 1;
        return Promise.reject(problems[asked - 1]);
      },
      onEvents: () => assert.fail('there is none'),
      onState: () => undefined,
      signal: new AbortController().signal,
      timing,
    });
    await assert.rejects(following, problems[1]);
    assert.equal(asked, 2);
  });

  it('is asked for again after a problem with which the server ended it', async () => {
    const text = 'event: problem\ndata: {"code":"host-away","title":"A","detail":"B"}\n\n';
    const { told } = await follow([() => streamOf([text]), () => streamOf(['data: 1\n\n'])], 1);
    assert.deepEqual(told, [1]);
  });
});
