/// <reference lib="dom" />
// Colours and textures of the page's style, as a canvas needs them.
import { looks } from "./chart-data.ts";

/** Value of a CSS variable as the current colour scheme has it. */
export function readColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#777";
}

type Stroke = (context: CanvasRenderingContext2D, size: number) => void;

function drawTexture(texture: string): Stroke {
  return (context, size) => {
    const move = (x1: number, y1: number, x2: number, y2: number) => {
      context.moveTo(x1 * size, y1 * size);
      context.lineTo(x2 * size, y2 * size);
    };
    if (texture === "slash" || texture === "cross") move(0, 1, 1, 0);
    if (texture === "backslash" || texture === "cross") move(0, 0, 1, 1);
    if (texture === "rows") for (const y of [0.25, 0.75]) move(0, y, 1, y);
    if (texture === "columns") for (const x of [0.25, 0.75]) move(x, 0, x, 1);
    if (texture === "dots") for (const at of [0.3, 0.8]) move(at - 0.12, at, at + 0.12, at);
  };
}

/** Fill of a look: its colour under its texture. */
export function buildFill(target: CanvasRenderingContext2D, look: string): CanvasPattern | string {
  const colour = readColour(`look-${look}`);
  const texture = looks[look]?.texture ?? "solid";
  if (texture === "solid") return colour;
  const size = Math.round(8 * devicePixelRatio);
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d");
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = readColour("texture");
  context.lineWidth = 1.2 * devicePixelRatio * (texture === "dots" ? 1.6 : 1);
  context.beginPath();
  drawTexture(texture)(context, size);
  context.stroke();
  return target.createPattern(canvas, "repeat") ?? colour;
}

/** Hatching of a fault in force, the same as in the static drawing. */
export function buildHatch(target: CanvasRenderingContext2D): CanvasPattern | string {
  const size = Math.round(7 * devicePixelRatio);
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext("2d");
  if (context === null) return readColour("fault");
  context.strokeStyle = readColour("fault");
  context.lineWidth = 1.3 * devicePixelRatio;
  context.beginPath();
  context.moveTo(0, size);
  context.lineTo(size, 0);
  context.stroke();
  return target.createPattern(canvas, "repeat") ?? readColour("fault");
}
