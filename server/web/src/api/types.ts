// The answers of the server, as far as the pages read them.

export type Status = "reported" | "no_data" | "suppressed" | "not_applicable";
export type Level = "admin0" | "admin1" | "admin2" | "admin3";
export type Bounds = [west: number, south: number, east: number, north: number];

export interface Source {
  id: string;
  title: string;
  citation: string;
  publisher?: string;
  licence?: string;
  date?: string;
  url?: string;
  disclaimer?: string;
}

export interface Total {
  value: number | null;
  status: Status;
  label?: string;
}

/** Marks on a colour: lengths in pixels. */
export type Pattern =
  | { kind: "hatch"; color: string; every: number; width: number }
  | { kind: "dots"; color: string; every: number; radius: number }
  | { kind: "outline"; color: string; width: number };

export interface LegendEntry {
  kind: "class" | Exclude<Status, "reported">;
  label: string;
  color: string;
  pattern?: Pattern;
  units: number;
}

/** What circles stand for: round values with radii in pixels at a zoom. They are twice as wide two zooms closer, between two zooms. */
export interface Circles {
  title: string;
  unit: string;
  /** How many units have one. */
  units: number;
  color: string;
  zoom: number;
  zooms: [number, number];
  values: { value: number; label: string; radius: number }[];
}

/** Values that share a colour. */
export interface MapClass {
  kind: "zero" | "range" | "neutral";
  low: number;
  high: number;
  label: string;
  units: number;
  color: string;
}

/** One map: everything that is needed to draw it and to read it. */
export interface MapDocument {
  indicator: string;
  title: string;
  subtitle?: string;
  /** What the map shows, in words. */
  summary?: string;
  /** The dataset, by whose id its addresses may begin. */
  dataset?: string;
  round?: string;
  by: Level;
  year?: number | "window" | null;
  /** The day on which a stock was counted, in place of a year. */
  date?: string;
  per?: string | null;
  method?: string;
  /** How many classes there can be, where that was chosen. */
  most_classes?: number;
  /** Where the breaks between classes come from, where that is not as usual. */
  breaks?: "own" | "shared" | number[];
  palette?: string;
  theme?: string;
  marks?: "fill" | "circles" | "both";
  service?: string;
  km?: number;
  within?: string;
  unit: string;
  lang?: string;
  partial?: boolean;
  partial_note?: string | null;
  illustrative?: boolean;
  boundaries?: string;
  classes?: MapClass[];
  legend: { title: string; unit?: string; method?: string; decimals?: number; entries: LegendEntry[]; circles?: Circles };
  total?: Total | null;
  bounds: Bounds | null;
  tiles: string;
  values: string;
  /** The map as a picture. */
  picture?: string;
  /** What the addresses of the document begin with, without a slash at its end. */
  root: string;
  style: StyleDocument;
  notes?: string[];
  /** What of the request could not be followed. */
  notices?: string[];
  sources?: Source[];
  disclaimer?: string | null;
  citation?: string | null;
  /** The title that the map would have without one of the editor. */
  generated_title?: string;
  /** What an editor added to the map, or took away. */
  editor?: { title?: string; subtitle?: string; note?: string; highlight?: string[]; hide?: string[] };
}

/** What units had in each year. */
export interface History {
  years: number[];
  values: Record<string, (number | null)[]>;
}

/** What a card carries for the script: the map without its style. */
export interface CardData extends Omit<MapDocument, "style"> {
  history?: History;
  /** Whether the map lies on a basemap, which no picture shows. */
  basemap: boolean;
  /** The radius of the largest circle of the legend, on a picture as wide as it says itself. */
  largest_circle?: number;
}

/** The parts of a MapLibre style that the element touches. */
export interface StyleDocument {
  version: 8;
  sources: Record<string, Record<string, unknown>>;
  layers: StyleLayer[];
  [key: string]: unknown;
}

export interface StyleLayer {
  id: string;
  type: string;
  source?: string;
  "source-layer"?: string;
  layout?: Record<string, unknown>;
  paint?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface Group {
  group: string;
  label: string;
  /** A stock is counted on one day, and has no years. */
  kind?: "stock";
  years?: number[];
  date?: string;
  partial?: Record<string, string>;
  window?: string;
  definition?: string;
}

/** How a round breaks a group down. */
export interface Breakdown {
  group: string;
  dimension: string;
  label: string;
  /** The finest level whose places it is known of. */
  level: string;
  categories: string[];
  /** The categories for people, where the vocabulary has words for them. */
  category_labels?: string[];
}

/** A row of `/indicators/{id}/values`. */
export interface IndicatorRow {
  pcode?: string;
  /** Of a community. */
  id?: string;
  name: string;
  year?: number | "window";
  category?: string;
  value: number | null;
  status: Status;
  partial?: boolean;
  reason_label?: string;
}

export interface Values {
  indicator: string;
  unit: string;
  illustrative?: boolean;
  rows: IndicatorRow[];
  total?: Total;
  notes?: string[];
}

/** A place of `/places`. */
export interface FoundPlace {
  pcode?: string;
  /** Of a community. */
  id?: string;
  name: string;
  level: Level | "community";
  parent?: string;
  parent_name?: string;
  origin?: "real" | "generated";
  households?: number | null;
  households_status?: "suppressed";
}

export interface FoundPlaces {
  numberMatched: number;
  places: FoundPlace[];
}

export interface Round {
  id: string;
  title: string;
  country?: string;
  illustrative?: boolean;
  default?: boolean;
  groups: Group[];
  breakdowns?: Breakdown[];
}

export interface Indicator {
  id: string;
  label: string;
  kind: "group" | "service";
  unit?: string;
  definition?: string;
  per?: string[];
  /** The levels whose units it is known by. */
  levels?: string[];
  parameters?: string[];
  rounds?: string[];
}

export interface Service {
  id: string;
  label: string;
  distances: "bands" | "kilometres" | "none";
  bands?: string[];
  /** The upper edges of the bands in kilometres, nearest first. */
  edges?: number[];
  /** The one that is shown where none is chosen. */
  default?: boolean;
  /** The rounds that asked for it. */
  rounds?: string[];
}

export interface Community {
  id: string;
  name: string;
  origin?: "real" | "generated";
  admin1?: string;
  admin1_name?: string;
  admin2?: string;
  admin2_name?: string;
  admin3?: string;
  admin3_name?: string;
  households: number | null;
  households_status?: "suppressed";
  distance_km?: number | null;
  distance_band?: string | null;
  certain?: boolean;
  /** With several services, of each whether it is there (`school`), and how far the nearest is (`school_km`, `school_band`). */
  [of_service: string]: unknown;
}

export interface CommunityFeature {
  type: "Feature";
  id: string;
  /** Null where the community has no coordinates. */
  geometry: { type: "Point"; coordinates: [number, number] } | null;
  properties: Community;
}

export interface UnderservedCommunities {
  type: "FeatureCollection";
  service: string;
  beyond_km: number;
  illustrative?: boolean;
  numberMatched: number;
  numberReturned: number;
  households: number | null;
  households_status?: "suppressed";
  communities_suppressed?: number;
  /** With a least number of households: communities of which nobody knows whether they have so many. */
  communities_size_unknown?: number;
  communities_without_data?: number;
  communities_households_unknown?: number;
  features: CommunityFeature[];
  disclaimer?: string | null;
  notes?: string[];
  sources?: Source[];
}

export interface ValueRow {
  pcode: string;
  name: string;
  value: number | null;
  status: Status;
}

export interface DistanceRow {
  pcode: string;
  name: string;
  communities?: number;
  communities_lacking?: number;
  households_lacking?: number | null;
  bands?: Record<string, number | null>;
  distance_unknown?: number | null;
}

/** What can be chosen, with labels in a language, or in the main one of the dataset. */
export interface Catalogue {
  lang?: string | undefined;
  rounds: Round[];
  indicators: Indicator[];
  services: Service[];
}
