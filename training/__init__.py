"""How everything in argmap/models is made: `python -m training --shared FOLDER`."""
