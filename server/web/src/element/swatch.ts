import type { LegendEntry, Pattern } from "../api/types";

type Backgrounds = Partial<Record<"backgroundColor" | "backgroundImage" | "backgroundSize" | "backgroundPosition", string>>;

/** How a line of a legend looks on the map, as CSS. */
export function swatchStyle({ color, pattern }: Pick<LegendEntry, "color" | "pattern">): Backgrounds {
  return { backgroundColor: color, ...(pattern === undefined ? {} : marks(pattern)) };
}

function marks(pattern: Pattern): Backgrounds {
  switch (pattern.kind) {
    case "hatch": {
      const { color, every, width } = pattern;
      // Lines lie across the direction of a gradient; `every` is measured along the horizontal.
      const step = every / Math.SQRT2;
      return { backgroundImage: `repeating-linear-gradient(135deg, ${color} 0 ${width}px, transparent ${width}px ${step.toFixed(2)}px)` };
    }
    case "dots": {
      const { color, every, radius } = pattern;
      const dot = `radial-gradient(circle, ${color} ${radius}px, transparent ${radius + 0.5}px)`;
      return {
        backgroundImage: `${dot}, ${dot}`,
        backgroundSize: `${every}px ${every}px`,
        backgroundPosition: `0 0, ${every / 2}px ${every / 2}px`,
      };
    }
    case "outline":
      return {};
  }
}
