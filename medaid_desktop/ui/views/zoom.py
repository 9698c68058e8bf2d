"""How large papers and documents can be shown, in percent."""

LEAST_ZOOM, USUAL_ZOOM, MOST_ZOOM = 50, 100, 200
ZOOM_STEP = 10
"""What a key, a button or a step of the wheel adds."""
