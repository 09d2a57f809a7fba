import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toBase64 } from '../src/core/bytes.ts';
import { Editor } from '../src/core/editor.ts';
import { holes, wand } from '../src/core/flood.ts';
import { traceBorders } from '../src/core/outline.ts';
import { fromMap, tileResolutions, toMap } from '../src/core/pyramid.ts';
import { Raster } from '../src/core/raster.ts';
import { screenBox, shade, type Shading } from '../src/core/shade.ts';
import { Conflict, StrokeQueue, Unreachable } from '../src/core/strokeQueue.ts';

const FREE = { background: 0, rest: 7 };

function draw(...rows: string[]): Raster {
  return new Raster(rows[0]!.length, rows.length, Uint8Array.from(rows.join(''), Number));
}

function show(map: Raster): string[] {
  return Array.from({ length: map.height }, (_, y) => [...map.pixels.subarray(y * map.width, (y + 1) * map.width)].join(''));
}

function editorOf(map: Raster, isTissue: (index: number) => boolean = () => true): Editor {
  return new Editor(map, new Raster(map.width, map.height), FREE, isTissue);
}

const add = (value: number) => ({ value, adds: true, keepsOthers: false });
const take = (value: number) => ({ value, adds: false, keepsOthers: false });

// Numbers of a linear congruential generator, so that a failure can be repeated.
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32) * below;
  };
}

test('the smallest brush paints the pixel under the pointer', () => {
  const editor = editorOf(new Raster(4, 3));
  editor.brush('regions', add(2), { x: 2.9, y: 1.1 }, { x: 2.9, y: 1.1 }, 1);
  assert.deepEqual(show(editor.layers.regions), ['0000', '0020', '0000']);
});

test('a brush covers the pixels whose centres are within half its size of its way', () => {
  const random = generator(7);
  for (let round = 0; round < 200; round++) {
    const [a, b] = [{ x: random(30) - 5, y: random(30) - 5 }, { x: random(30) - 5, y: random(30) - 5 }];
    const diameter = 1 + random(9);
    const editor = editorOf(new Raster(20, 20));
    editor.brush('regions', add(1), a, b, diameter);
    for (let y = 0; y < 20; y++) {
      for (let x = 0; x < 20; x++) {
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const t = Math.min(1, Math.max(0, ((x + 0.5 - a.x) * dx + (y + 0.5 - a.y) * dy) / (dx * dx + dy * dy)));
        const distance = Math.hypot(x + 0.5 - a.x - t * dx, y + 0.5 - a.y - t * dy);
        if (Math.abs(distance - diameter / 2) > 1e-9) {
          const isEnd = [a, b].some((end) => Math.floor(end.x) === x && Math.floor(end.y) === y);
          assert.equal(editor.layers.regions.at(x, y), distance < diameter / 2 || isEnd ? 1 : 0, `round ${round}, pixel ${x}, ${y}`);
        }
      }
    }
  }
});

test('taking away gives tissue to the rest and glass to the background, and leaves other regions alone', () => {
  const editor = editorOf(draw('1112'), (index) => index !== 0);
  editor.brush('regions', take(1), { x: 0, y: 0.5 }, { x: 4, y: 0.5 }, 1);
  assert.deepEqual(show(editor.layers.regions), ['0772']);
});

test('a brush that keeps other regions paints only where there is none', () => {
  const editor = editorOf(draw('0172'));
  editor.brush('regions', { value: 3, adds: true, keepsOthers: true }, { x: 0, y: 0.5 }, { x: 4, y: 0.5 }, 1);
  assert.deepEqual(show(editor.layers.regions), ['3132']);
});

test('damage is painted in its own layer', () => {
  const editor = editorOf(draw('1112'));
  editor.brush('damage', add(5), { x: 1.5, y: 0.5 }, { x: 2.5, y: 0.5 }, 1);
  assert.deepEqual(show(editor.layers.damage), ['0110']);
  assert.deepEqual(show(editor.layers.regions), ['1112']);
});

test('a polygon holds the pixels whose centres it encloses', () => {
  const editor = editorOf(new Raster(5, 4));
  editor.polygon('regions', add(4), [{ x: 1, y: 1 }, { x: 4, y: 1 }, { x: 4, y: 3 }, { x: 1, y: 3 }]);
  assert.deepEqual(show(editor.layers.regions), ['00000', '04440', '04440', '00000']);
});

test('polygons side by side leave no gap and do not overlap', () => {
  const random = generator(3);
  const corners = [{ x: 0, y: 0 }, { x: 40, y: 0 }, { x: 40, y: 40 }, { x: 0, y: 40 }];
  for (let round = 0; round < 100; round++) {
    const middle = { x: random(40), y: random(40) };
    const counts = new Uint8Array(1600);
    for (let side = 0; side < 4; side++) {
      const editor = editorOf(new Raster(40, 40));
      editor.polygon('regions', add(1), [corners[side]!, corners[(side + 1) % 4]!, middle]);
      editor.layers.regions.pixels.forEach((value, i) => (counts[i]! += value));
    }

    assert.ok(counts.every((count) => count === 1), `round ${round}`);
  }
});

test('a stroke holds the box of what it changed', () => {
  const editor = editorOf(draw('0000', '0010', '0000'));
  editor.brush('regions', add(1), { x: 1.5, y: 1.5 }, { x: 2.5, y: 1.5 }, 1);
  const stroke = editor.commit('brush');
  assert.deepEqual(stroke, { layer: 'regions', tool: 'brush', box: { x: 1, y: 1, width: 1, height: 1 }, pixels: Uint8Array.of(1) });
  editor.brush('regions', add(1), { x: 1.5, y: 1.5 }, { x: 2.5, y: 1.5 }, 1);
  assert.equal(editor.commit('brush'), null);
});

test('a stroke that is called off leaves the map as it was', () => {
  const editor = editorOf(draw('0120', '0120'));
  editor.brush('regions', add(3), { x: 0, y: 1 }, { x: 4, y: 1 }, 4);
  editor.cancel();
  assert.deepEqual(show(editor.layers.regions), ['0120', '0120']);
  assert.equal(editor.isDrawing, false);
});

test('strokes written into a second map make it the same, at any order of tools', () => {
  const random = generator(11);
  const editor = editorOf(new Raster(50, 40));
  const copy = new Raster(50, 40);
  for (let round = 0; round < 60; round++) {
    const points = [0, 1, 2, 3].map(() => ({ x: random(50), y: random(40) }));
    const paint = { value: 1 + Math.floor(random(6)), adds: random(1) < 0.7, keepsOthers: random(1) < 0.3 };
    [
      () => editor.brush('regions', paint, points[0]!, points[1]!, 1 + random(8)),
      () => editor.polygon('regions', paint, points),
      () => editor.drag('regions', points[0]!, points[1]!, 12),
    ][round % 3]!();
    const stroke = editor.commit('tool');
    if (stroke) {
      copy.write(stroke.box, stroke.pixels);
    }
  }

  assert.deepEqual(copy.pixels, editor.layers.regions.pixels);
});

test('the wand takes the connected tissue of about the same brightness', () => {
  const intensity = draw('00000', '05590', '05190', '05550', '00005');
  assert.deepEqual([...wand(intensity, 1, 1, 1)!.pixels].sort((a, b) => a - b), [6, 7, 11, 16, 17, 18]);
  assert.equal(wand(intensity, 0, 0, 9), null);
  assert.equal(wand(intensity, 1, 1, 4)!.pixels.length, 9);
});

test('holes are filled unless they hold a region or reach the edge', () => {
  const editor = editorOf(draw('1111111', '1011210', '1711711', '1111111'));
  for (const hole of holes(editor.layers.regions, 1, (value) => editor.isFree(value))) {
    editor.fill('regions', add(1), hole);
  }

  assert.deepEqual(show(editor.layers.regions), ['1111111', '1111210', '1111711', '1111111']);
});

test('a border that is dragged follows the pointer, and a still pointer moves nothing', () => {
  const editor = editorOf(new Raster(41, 41, Uint8Array.from({ length: 1681 }, (_, i) => (i % 41 < 20 ? 1 : 2))));
  editor.drag('regions', { x: 20, y: 20.5 }, { x: 20, y: 20.5 }, 20);
  assert.equal(editor.commit('border'), null);
  for (let i = 0; i < 12; i++) {
    editor.drag('regions', { x: 20 + i * 0.5, y: 20.5 }, { x: 20.5 + i * 0.5, y: 20.5 }, 20);
  }

  const row = show(editor.layers.regions)[20]!;
  assert.ok(Math.abs(row.lastIndexOf('1') - 25) <= 1, row);
  assert.equal(row, [...row].sort().join(''), 'the border stays one border');
  assert.equal(show(editor.layers.regions)[5], '1'.repeat(20) + '2'.repeat(21));
});

test('borders of a checker board are as long as its edges, straight ones run along them', () => {
  let length = 0;
  traceBorders(draw('11', '11'), { x: 0, y: 0, width: 2, height: 2 }, (a, b) => Math.max(a, b), (_, x1, y1, x2, y2) => (length += Math.hypot(x2 - x1, y2 - y1)));
  assert.ok(Math.abs(length - (4 * 1 + 4 * Math.SQRT1_2)) < 1e-9, `${length}`);
});

test('a device pixel shows the map pixel under its centre at any zoom', () => {
  const random = generator(5);
  const map = new Raster(9, 7, Uint8Array.from({ length: 63 }, (_, i) => 1 + (i % 5)));
  const shading: Shading = {
    regions: map, damage: null, probability: null, colors: Uint32Array.of(0, 1, 2, 3, 4, 5), isFilled: [false, true, true, true, true, true],
    fillOpacity: 255, damageOpacity: 0, probabilityOpacity: 0,
  };
  for (let round = 0; round < 50; round++) {
    const window = { originX: random(8) - 4, originY: random(8) - 4, scale: 0.3 + random(9), width: 40, height: 30 };
    const whole = new Uint32Array(1200);
    shade(whole, { x: 0, y: 0, width: 40, height: 30 }, window, shading);
    whole.forEach((color, i) => {
      const x = Math.floor(window.originX + ((i % 40) + 0.5) / window.scale);
      const y = Math.floor(window.originY + (Math.floor(i / 40) + 0.5) / window.scale);
      assert.equal(color & 0xffffff, map.contains(x, y) ? map.at(x, y) : 0);
    });

    // A part drawn alone is the same as in the whole.
    const part = screenBox(window, { x: 2, y: 3, width: 3, height: 2 });
    if (part) {
      const pixels = new Uint32Array(part.width * part.height);
      shade(pixels, part, window, shading);
      pixels.forEach((color, i) => assert.equal(color, whole[(part.y + Math.floor(i / part.width)) * 40 + part.x + (i % part.width)]));
    }
  }
});

test('map and viewer coordinates invert each other; level 0 is the coarsest', () => {
  const frame = { width: 1000, height: 700, binning: 8, offsetX: 3, offsetY: 5 };
  assert.deepEqual(fromMap(frame, 3, 5), [0, -0]);
  const [x, y] = fromMap(frame, 20.25, 11.5);
  assert.deepEqual(toMap(frame, x, y), { x: 20.25, y: 11.5 });
  assert.deepEqual(tileResolutions(4), [8, 4, 2, 1]);
});

test('bytes survive base64', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) & 255);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
});

const STROKE = { layer: 'regions', tool: 'brush', box: { x: 0, y: 0, width: 1, height: 1 }, pixels: Uint8Array.of(1) } as const;
const CHANGE = { canUndo: true, canRedo: false };
const unexpected = (problem: unknown): never => assert.fail(String(problem));

test('strokes go one after another with the version of the one before', async () => {
  const sent: string[] = [];
  const queue = new StrokeQueue(4, async (id, version) => {
    sent.push(`${id}@${version}`);
    await new Promise((done) => setTimeout(done, 1));
    return { version: version + 1, ...CHANGE };
  }, () => {}, unexpected);
  ['a', 'b', 'c'].forEach((id) => queue.add(id, STROKE));
  await queue.settled();
  assert.deepEqual(sent, ['a@4', 'b@5', 'c@6']);
  assert.equal(queue.version, 7);
});

test('a stroke is sent again with the same id while the server is away', async () => {
  const sent: string[] = [];
  const states: boolean[] = [];
  const queue = new StrokeQueue(0, async (id, version) => {
    sent.push(id);
    if (sent.length < 3) {
      throw new Unreachable();
    }

    return { version: version + 1, ...CHANGE };
  }, (state) => states.push(state.isOffline), unexpected, async () => {});
  queue.add('a', STROKE);
  await queue.settled();
  assert.deepEqual(sent, ['a', 'a', 'a']);
  assert.deepEqual(states, [false, true, true, false]);
});

test('a conflict stops the queue and keeps what was not sent', async () => {
  const problems: unknown[] = [];
  const queue = new StrokeQueue(0, async () => {
    throw new Conflict(9, null);
  }, () => {}, (problem) => problems.push(problem));
  queue.add('a', STROKE);
  queue.add('b', STROKE);
  await queue.settled();
  assert.equal(queue.waiting.length, 2);
  assert.equal((problems[0] as Conflict).version, 9);
  queue.restart(9);
  assert.equal(queue.waiting.length, 0);
});
