import { defaults as defaultControls } from 'ol/control/defaults.js';
import ImageTile from 'ol/ImageTile.js';
import DragPan from 'ol/interaction/DragPan.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import PinchZoom from 'ol/interaction/PinchZoom.js';
import TileLayer from 'ol/layer/Tile.js';
import OlMap from 'ol/Map.js';
import Projection from 'ol/proj/Projection.js';
import type RenderEvent from 'ol/render/Event.js';
import TileImage from 'ol/source/TileImage.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import View from 'ol/View.js';
import { api } from '../api.ts';
import type { Point } from '../core/brush.ts';
import { fromMap, tileResolutions, toMap, type Frame } from '../core/pyramid.ts';
import type { SliceDetail } from '../types.ts';
import { levelsOf, type ChannelView } from './display.ts';
import { Overlay } from './overlay.ts';

const LOADED = 2;
const TILE = 256;

/** Whether a drag or the wheel moves the view; otherwise the tool in hand gets them. */
export interface Gestures {
  drags(event: PointerEvent): boolean;
  zooms(event: WheelEvent): boolean;
}

export function frameOf(detail: SliceDetail): Frame {
  return { width: detail.width, height: detail.height, binning: detail.binning, offsetX: detail.offsetX ?? 0, offsetY: detail.offsetY ?? 0 };
}

/** A slice on the screen: tiles of the image, and the maps over them. */
export class Viewer {
  readonly element: HTMLElement;
  readonly overlay: Overlay;
  readonly map: OlMap;
  private frame: Frame | null = null;
  private detail: SliceDetail | null = null;
  private channels: { view: ChannelView; layer: TileLayer<TileImage> }[] = [];

  constructor(element: HTMLElement, gestures: Gestures) {
    this.element = element;
    this.overlay = new Overlay('overlay');
    this.map = new OlMap({
      target: element,
      controls: defaultControls({ zoom: false, rotate: false, attribution: false }),
      layers: [this.overlay.layer],
      interactions: [
        new DragPan({ condition: (event) => gestures.drags(event.originalEvent as PointerEvent) }),
        new MouseWheelZoom({ condition: (event) => gestures.zooms(event.originalEvent as WheelEvent), maxDelta: 1.5 }),
        new PinchZoom(),
      ],
      // Tests and screen readers have no use for animation frames that never end.
      maxTilesLoading: 16,
    });
  }

  get view(): View {
    return this.map.getView();
  }

  /** Puts the map on the page or takes it off. Two maps share a view, which keeps within the size of either. */
  attach(isShown: boolean): void {
    this.map.setTarget(isShown ? this.element : undefined);
  }

  /** Opens a slice with layers of its own; those of the last one are gone before. */
  show(detail: SliceDetail, channels: readonly ChannelView[], view?: View): void {
    this.clear();
    this.detail = detail;
    this.frame = frameOf(detail);
    const extent = [0, -detail.height, detail.width, 0];
    const projection = new Projection({ code: `slice-${detail.id}`, units: 'pixels', extent });
    const size = this.map.getSize() ?? [800, 600];
    const fit = Math.max(detail.width / size[0]!, detail.height / size[1]!) * 1.08;
    this.map.setView(view ?? new View({
      projection, center: [detail.width / 2, -detail.height / 2], resolution: fit, maxResolution: fit * 2, minResolution: Math.min(1 / 16, detail.binning / 48),
      enableRotation: false, constrainOnlyCenter: true, extent: [-detail.width / 2, -detail.height * 1.5, detail.width * 1.5, detail.height / 2], showFullExtent: true,
    }));
    this.setChannels(channels);
  }

  /** Shows the channels: those that are visible, added up in their colours. */
  setChannels(views: readonly ChannelView[]): void {
    const detail = this.detail;
    if (!detail) {
      return;
    }

    const isSame = this.channels.length > 0 && this.channels.length === views.filter((view) => view.isVisible).length
      && views.filter((view) => view.isVisible).every((view, i) => view.channel.index === this.channels[i]!.view.channel.index && view.color === this.channels[i]!.view.color);
    if (isSame) {
      views.filter((view) => view.isVisible).forEach((view, i) => {
        const shown = this.channels[i]!;
        if (levelsOf(shown.view) !== levelsOf(view)) {
          shown.view = view;
          shown.layer.getSource()!.setTileUrlFunction((tile) => this.tileUrl(detail, view, tile as [number, number, number]), levelsOf(view));
        }
      });
      return;
    }

    this.channels.forEach(({ layer }) => this.map.removeLayer(layer));
    this.channels = views.filter((view) => view.isVisible).map((view, i) => ({ view, layer: this.channelLayer(detail, view, i) }));
    this.channels.forEach(({ layer }) => this.map.addLayer(layer));
  }

  /** Gets the tiles anew that were enlarged ones until now. */
  refresh(): void {
    this.channels.forEach(({ layer }) => layer.getSource()!.refresh());
  }

  /** Takes image and maps off the screen at once. */
  clear(): void {
    this.channels.forEach(({ layer }) => this.map.removeLayer(layer));
    this.channels = [];
    this.detail = null;
    this.frame = null;
    this.overlay.show(null);
  }

  /** The whole slice. */
  fit(): void {
    if (this.detail) {
      this.view.animate({ center: [this.detail.width / 2, -this.detail.height / 2], resolution: this.view.getMaxResolution() / 2, duration: 150 });
    }
  }

  zoom(factor: number, at?: readonly [number, number]): void {
    this.view.cancelAnimations();
    const anchor = at ?? this.view.getCenter()!;
    this.view.adjustResolution(factor, anchor as [number, number]);
  }

  /** Moves the view by a fraction of the screen. */
  move(x: number, y: number): void {
    const resolution = this.view.getResolution()!;
    const [width, height] = this.map.getSize()!;
    this.view.adjustCenter([x * width! * resolution, -y * height! * resolution]);
  }

  /** The point of the map under a point of the window. */
  toMap(clientX: number, clientY: number): Point | null {
    const box = this.element.getBoundingClientRect();
    const [x, y] = this.map.getCoordinateFromPixel([clientX - box.left, clientY - box.top]) ?? [];
    return this.frame && x !== undefined ? toMap(this.frame, x, y!) : null;
  }

  /** Where a point of the map is on the screen, in CSS pixels from the viewer's corner. */
  toScreen(point: Point): Point | null {
    const pixel = this.frame && this.map.getPixelFromCoordinate(fromMap(this.frame, point.x, point.y));
    return pixel ? { x: pixel[0]!, y: pixel[1]! } : null;
  }

  /** CSS pixels per map pixel. */
  get scale(): number {
    return this.frame && this.view.getResolution() ? this.frame.binning / this.view.getResolution()! : 1;
  }

  private tileUrl(detail: SliceDetail, view: ChannelView, [z, x, y]: [number, number, number]): string {
    return api.tile(detail.id, view.channel.index, z, x, y, levelsOf(view));
  }

  private channelLayer(detail: SliceDetail, view: ChannelView, order: number): TileLayer<TileImage> {
    const extent = [0, -detail.height, detail.width, 0];
    const source = new TileImage({
      projection: new Projection({ code: `slice-${detail.id}`, units: 'pixels', extent }),
      tileGrid: new TileGrid({ extent, origin: [0, 0], resolutions: tileResolutions(detail.tileLevels), tileSize: detail.tileSize }),
      tileUrlFunction: (tile) => this.tileUrl(detail, view, tile as [number, number, number]),
      tileClass: BorderTile,
      transition: 0,
      wrapX: false,
    });
    // The network and the eye work on grey values; the colour is put on when a layer is drawn, black stays black, and layers add up.
    const layer = new TileLayer({ source, className: `channel channel-${order}`, extent, zIndex: order, preload: 1 });
    layer.on('prerender', (event) => cover(event, 'source-over', '#000000'));
    if (view.color.toLowerCase() !== '#ffffff') {
      layer.on('postrender', (event) => cover(event, 'multiply', view.color));
    }

    return layer;
  }
}

/** A tile at the right or lower border, which is smaller than the others: OpenLayers would stretch it. */
class BorderTile extends ImageTile {
  private whole: HTMLCanvasElement | null = null;

  override getImage(): ReturnType<ImageTile['getImage']> {
    const image = super.getImage() as HTMLImageElement;
    if (this.getState() !== LOADED || !image || (image.width === TILE && image.height === TILE)) {
      return image;
    }

    if (!this.whole) {
      this.whole = document.createElement('canvas');
      this.whole.width = this.whole.height = TILE;
      this.whole.getContext('2d')!.drawImage(image, 0, 0);
    }

    return this.whole;
  }
}

function cover(event: RenderEvent, operation: GlobalCompositeOperation, color: string): void {
  const context = event.context as CanvasRenderingContext2D;
  context.save();
  context.resetTransform();
  context.globalCompositeOperation = operation;
  context.fillStyle = color;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}
