"""The commands of a micro cloud's nodes: stand-ins for kato and helion, written from the published documentation."""
