// Looks at the display itself while a list is scrolled: the pixels a person sees, not what the page believes to have drawn.

import { execFile } from 'node:child_process'
import { openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** So many pixels of nothing are a row that is missing: a row is 46 high, and has two lines of text and an edge. */
const MISSING = 60
/** A color this far from the background is ink. */
const INK = 12

/** The display as a file: Xvfb keeps its pixels there when started with -fbdir (X(7), xwd). */
export class Display {
  constructor(folder) {
    this.file = openSync(join(folder, 'Xvfb_screen0'), 'r')
    const head = Buffer.alloc(100)
    readSync(this.file, head, 0, 100, 0)
    this.stride = head.readUInt32BE(48)
    this.pixels = head.readUInt32BE(0) + head.readUInt32BE(76) * 12
  }

  /** The lines of a rectangle that have any ink, as one string of 0 and 1. */
  lines({ x, y, width, height }) {
    const line = Buffer.alloc(width * 4)
    let inked = ''
    for (let row = y; row < y + height; row += 1) {
      readSync(this.file, line, 0, line.length, this.pixels + row * this.stride + x * 4)
      inked += hasInk(line) ? '1' : '0'
    }
    return inked
  }
}

function hasInk(line) {
  for (let at = 4; at < line.length; at += 4) {
    for (let color = 0; color < 3; color += 1) {
      if (Math.abs(line[at + color] - line[color]) > INK) return true
    }
  }
  return false
}

/** The window's place on the display, and the keyboard and mouse upon it. */
export class Hand {
  static async on(title) {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`])
    const window = stdout.trim().split('\n').at(-1)
    await run('xdotool', ['windowactivate', '--sync', window])
    const { stdout: place } = await run('xdotool', ['getwindowgeometry', '--shell', window])
    const said = (word) => Number(place.match(new RegExp(`^${word}=(-?\\d+)`, 'm'))[1])
    return new Hand({ x: said('X'), y: said('Y') })
  }

  constructor(origin) {
    this.origin = origin
  }

  async point({ x, y }) {
    await run('xdotool', ['mousemove', String(this.origin.x + x), String(this.origin.y + y)])
  }

  /** Turns the wheel down so many notches. */
  wheel = (times) => run('xdotool', ['click', '--repeat', String(times), '--delay', '12', '5'])

  /** Presses a key so many times, as one that is held repeats itself. */
  keys = (key, times) => run('xdotool', ['key', '--repeat', String(times), '--delay', '33', key])
}

/** Looks at the list as often as the computer can while something happens: frames seen, and those with a missing row. */
export async function watched(display, place, happening) {
  const [seen, blank] = [new Set(), []]
  let over = false
  const end = happening().finally(() => (over = true))
  while (!over) {
    const lines = display.lines(place)
    seen.add(lines)
    if (lines.includes('0'.repeat(MISSING))) blank.push(lines)
    await new Promise((next) => setImmediate(next))
  }
  await end
  return { frames: seen.size, blank: blank.length }
}
