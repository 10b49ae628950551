# What R reads with sf, by GDAL's driver for OGC API Features and as GeoJSON: one line of JSON.
suppressMessages(library(sf))
address <- commandArgs(trailingOnly = TRUE)[1]
districts <- st_read(paste0("OAPIF:", address, "/at/kgz-r3/2023"), "admin2", quiet = TRUE)
utm <- st_read(paste0(address, "/collections/admin2/items?f=json&limit=1000&crs=EPSG:32643"), quiet = TRUE)
st_crs(utm) <- 32643
box <- st_read(paste0(address, "/collections/communities/items?f=json&limit=1000&bbox=72.5,40.0,74.25,41.5"), quiet = TRUE)
# Of each district: how far its area in the projected plane is from the one that the server states, in per cent.
differ <- max(abs(as.numeric(st_area(utm)) / 1e6 / utm$area_km2 - 1) * 100)
inside <- with(as.data.frame(st_coordinates(box)), all(X >= 72.5 & X <= 74.25 & Y >= 40.0 & Y <= 41.5))
cat(jsonlite::toJSON(list(
  districts = nrow(districts), epsg = st_crs(districts)$epsg, valid = all(st_is_valid(districts)),
  pcode = class(districts$pcode), migrants = class(districts$return_migrants), sum = sum(districts$return_migrants),
  differ = differ, communities = nrow(box), inside = inside
), auto_unbox = TRUE, digits = 6))
