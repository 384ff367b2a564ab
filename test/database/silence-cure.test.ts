import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type BegunConnection, HeardConnections } from '../../src/database/heard-connections.ts';
import { SilenceCure } from '../../src/database/silence-cure.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

/** A connection of the pool, which notes whether it was cut. */
class Connection extends EventEmitter implements BegunConnection {
  isCut = false;
  readonly stream = Object.assign(new EventEmitter(), {
    destroy: () => {
      this.isCut = true;
    },
  });
  readonly connection = { stream: this.stream };
}

/** Milliseconds for which the session with the locks was silent, and in which late answers come. */
const silence = 3_000;
const late = 1_500;

describe('the cure of a silence of the database', () => {
  let time: ManualTime;
  let connections: HeardConnections;
  /** Whether the next question is answered; `never`: nor does it fail. */
  let answers: boolean | 'never';
  let asked: number;
  let cure: SilenceCure;
  beforeEach(() => {
    time = new ManualTime();
    connections = new HeardConnections(time.now);
    answers = true;
    asked = 0;
    const askDirectly = async () => {
      asked += 1;
      if (answers === 'never') await new Promise(() => {});
      if (!answers) throw new Error('no answer');
    };
    cure = new SilenceCure({ timer: time.timer, now: time.now, connections, askDirectly });
  });
  afterEach(() => cure[Symbol.dispose]());

  /** Also the turn in which is read what has come. */
  const passLate = async () => {
    await time.pass(late);
    await settle();
  };
  const begin = () => {
    const connection = new Connection();
    connections.add(connection);
    return connection;
  };
  const open = () => {
    const connection = begin();
    connection.emit('connect');
    return connection;
  };

  it('cuts what was not heard of, and leaves what was', async () => {
    const [silent, heard, ended] = [open(), open(), open()];
    await time.pass(silence);
    heard.stream.emit('data');
    const newer = open();
    ended.emit('end');
    cure.begin(silence);
    await passLate();
    const cut = [silent, heard, newer, ended].map(({ isCut }) => isCut);
    assert.deepEqual(cut, [true, false, false, false]);
  });

  it('leaves what is silent for less time than the session with the locks was', async () => {
    const silent = open();
    await time.pass(1);
    const busy = open();
    await time.pass(silence - late);
    cure.begin(silence);
    await passLate();
    assert.deepEqual([silent.isCut, busy.isCut], [true, false]);
  });

  it('leaves what answers late, as after a machine stood still', async () => {
    const [silent, slow] = [open(), open()];
    await time.pass(silence);
    cure.begin(silence);
    await time.pass(late - 1);
    assert.deepEqual([silent.isCut, slow.isCut], [false, false]);
    slow.stream.emit('data');
    await passLate();
    assert.deepEqual([silent.isCut, slow.isCut], [true, false]);
  });

  it('waits until the database answers, and cuts what was begun meanwhile and is not open yet', async () => {
    answers = false;
    const silent = open();
    await time.pass(silence);
    cure.begin(silence);
    cure.begin(silence);
    await time.pass(4_500);
    assert.deepEqual([silent.isCut, asked], [false, 5]);
    const begun = begin();
    answers = true;
    await time.pass(1_000);
    const newest = begin();
    await passLate();
    assert.deepEqual(
      [silent, begun, newest].map(({ isCut }) => isCut),
      [true, true, false],
    );
    assert.deepEqual(time.due, []);
  });

  it('asks anew though nothing came of what it asked of the machine that is gone', async () => {
    answers = 'never';
    const silent = open();
    await time.pass(silence);
    cure.begin(silence);
    await time.pass(500);
    answers = true;
    await time.pass(500);
    await passLate();
    assert.deepEqual([silent.isCut, asked], [true, 2]);
    assert.deepEqual(time.due, []);
  });

  it('ends with the database, and can be had again', async () => {
    const first = open();
    await time.pass(silence);
    cure.begin(silence);
    await passLate();
    const second = open();
    await time.pass(silence);
    cure.begin(silence);
    await passLate();
    assert.deepEqual([first.isCut, second.isCut], [true, true]);
    answers = false;
    cure.begin(silence);
    await time.pass(500);
    cure[Symbol.dispose]();
    await time.pass(0);
    assert.deepEqual(time.due, []);
  });

  it('cuts nothing any more where the database is closed meanwhile', async () => {
    const silent = open();
    await time.pass(silence);
    cure.begin(silence);
    await time.pass(late - 1);
    cure[Symbol.dispose]();
    await passLate();
    assert.deepEqual([silent.isCut, time.due], [false, []]);
  });
});
